/** Where each part begins when all are laid one after the other, and where the last ends. */
export function startsOf(parts: readonly { readonly length: number }[]): Int32Array {
  const starts = new Int32Array(parts.length + 1)
  parts.forEach(({ length }, at) => {
    starts[at + 1] = starts[at]! + length
  })
  return starts
}
