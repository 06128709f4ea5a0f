/** What was put right among stories, by the program or a person: who, when, why. */
export const storyMoves: readonly string[] = [
  `create table story_move (
    sequence bigint generated always as identity primary key,
    at timestamptz not null,
    made_by text not null,
    from_story text not null,
    to_story text not null,
    documents json not null,
    because text not null
  )`,
  `create index story_move_from on story_move (from_story)`,
  `create index story_move_to on story_move (to_story)`,
]
