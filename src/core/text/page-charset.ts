/** The charset an HTML page names within itself, which it does in ASCII and near its top. */
export function charsetOfPage(bytes: Uint8Array): string | undefined {
  const top = new TextDecoder('latin1').decode(bytes.subarray(0, 2048))
  return /<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w-]{2,40})/iu.exec(top)?.[1]
}
