/** How many items an expression was not tried on to the end: see findExpression. */
export function tooLongForExpression(items: number): string {
  const are = items === 1 ? '1 item is' : `${items} items are`
  return (
    `${are} too long for a regular expression, which was given up before the end: it may miss ` +
    'what stands further down. wirewatch explain says where'
  )
}
