/** Documents a person put in a story, by id, so that a rebuild finds it when they are gone. */
export const storyPins: readonly string[] = [
  `create table story_pin (
    document text primary key,
    story text not null
  )`,
]
