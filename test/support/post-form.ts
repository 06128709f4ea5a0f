/** Post a form of one of the page's pages as a browser would, with the token that stands in it. */
export async function postForm(
  url: string,
  path: string,
  fields: Record<string, string> | FormData,
  headers: Record<string, string> = {},
) {
  const page = await (await fetch(url + path)).text()
  const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const body = fields instanceof FormData ? fields : new URLSearchParams({ token, ...fields })
  if (body instanceof FormData && !body.has('token')) body.set('token', token)
  const response = await fetch(url + path, { method: 'POST', redirect: 'manual', headers, body })
  const to = decodeURIComponent(response.headers.get('location') ?? '')
  return { code: response.status, text: await response.text(), to }
}
