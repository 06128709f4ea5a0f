/** The id of the story a document opens. */
export function storyIdOf(documentId: string): string {
  return `s${documentId}`
}
