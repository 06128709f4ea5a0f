/**
 * What stands round a story on a news page, by the words it opens with. Lines are compared in
 * lower case with curly apostrophes straightened; a phrase must end at a word's end.
 */

/** Headings after which the page has left its story: everything below is of other things. */
const CLOSING = phrases(`
  related articles | related article | related stories | related news | related topics
  related content | related posts | related coverage | related reading | more on this story
  more on this topic | more from | more stories | more news | more top stories | other news
  recent news | recent posts | recent articles | latest news | latest stories | latest headlines
  top stories | top news | all news | most read | most popular | most viewed | popular now
  popular stories | trending | trending now | you may also like | you might also like
  recommended for you | recommended stories | recommended reading | what to read next | read next
  up next | editor's picks | editors' picks | our picks | don't miss | in other news
  from our partners | around the web | sponsored content | promoted stories
  comments | no comments yet | no comments | leave a reply | leave a comment | post a comment
  add a comment | click to comment | join the conversation | join the discussion | view comments
  show comments | your email address will not be published | download the app | get the app
  download our app | try our ai features | hashtags | tags | filed under | about the author
  about the authors | share this article | share this story | keep reading
  похожие новости | похожие статьи | похожие материалы | материалы по теме | новости по теме
  другие новости | последние новости | главные новости | лента новостей | все новости
  самое читаемое | популярное | популярные новости | рекомендуем | новости партнеров
  новости партнёров | комментарии | комментариев нет | нет комментариев | оставить комментарий
  обсудить | обсуждение | теги | скачать приложение | скачайте приложение | поделиться
  схожі новини | новини за темою | матеріали за темою | інші новини | останні новини
  головні новини | стрічка новин | усі новини | всі новини | найпопулярніше | популярні новини
  рекомендуємо | новини партнерів | коментарі | немає коментарів | залишити коментар
  завантажити застосунок | завантажте застосунок | поділитися
  관련 기사 | 관련기사 | 관련 뉴스 | 관련뉴스 | 많이 본 뉴스 | 많이 본 기사 | 인기 기사 | 인기 뉴스 | 최신 뉴스 | 최신기사
  주요 뉴스 | 주요뉴스 | 추천 기사 | 추천 뉴스 | 이 시각 주요뉴스 | 실시간 뉴스 | 댓글 | 댓글쓰기 | 댓글 쓰기 | 해시태그 | 앱 다운로드
  関連記事 | 関連ニュース | 関連リンク | 関連キーワード | あわせて読みたい | 合わせて読みたい | おすすめ記事 | おすすめ
  人気記事 | アクセスランキング | ランキング | 最新ニュース | 新着ニュース | 新着記事 | 主要ニュース | コメント | コメントを書く
  アプリをダウンロード | ハッシュタグ
`)

/** Openings of a pointer inside a story: its line goes, and the headlines right below it. */
const POINTING = phrases(`
  read more | read also | also read | see also | more: | related: | watch: | listen: | in pictures:
  read our | explore more | explainer: | recommended | recommended:
  читайте также | читать также | читайте ещё | читайте еще | смотрите также | по теме | подробнее
  читайте також | читайте ще | дивіться також | за темою | докладніше
  관련기사: | 더 보기 | 더보기 | 함께 보기 | 이어보기 | 続きを読む | もっと見る | 詳しくはこちら
`)

/** Lines that stand alone: advertising, buttons, menus, credits, rights. Only where short. */
const STANDING = phrases(`
  advertisement | advertising | sponsored | promoted | continue reading | continue reading below
  story continues below | article continues below | share | share this | share on | share via
  tweet | retweet | email this | print | print this | copy link | copied | save | bookmark | follow
  listen to this article | listen to article | play audio | watch live | live tv | skip to content
  skip to main content | jump to content | menu | search | home | log in | login | sign in
  sign up | register | my account | subscribe | subscribe now | newsletter | newsletters | cookies
  accept all | privacy policy | terms of use | terms of service | contact us | about us | support us
  connect with us | all sections | back to top | next article | previous article | next post
  previous post | photo | photo: | photo by | photos: | file photo | image: | image by | image credit
  picture: | video: | credit: | getty images | all rights reserved | copyright | ©
  реклама | на правах рекламы | поделиться | подписаться | подпишитесь | войти | меню | поиск
  главная | фото | фото: | видео: | распечатать | все права защищены | ссылка скопирована
  реклама: | поділитися | підписатися | підпишіться | увійти | пошук | головна | відео:
  всі права захищені | усі права захищені | друкувати
  광고 | 공유 | 공유하기 | 구독 | 구독하기 | 로그인 | 회원가입 | 메뉴 | 검색 | 인쇄 | 글자크기 | 기사 저장 | 사진= | 사진 = | [사진
  무단 전재 | 무단전재 | 저작권자 | ⓒ | 広告 | スポンサー | シェア | シェアする | 共有 | 共有する | 登録 | ログイン | メニュー | 検索
  印刷 | 写真: | 写真： | 無断転載 | フォローする
`)

/** Openings by which an outlet speaks to its reader. They go even as whole sentences. */
const SOLICITING = phrases(`
  subscribe to | sign up for | sign up to | sign up here | download the | download our
  get our app | follow us on | follow us | join us on | join our | get all the latest
  get the latest | stay up to date with | stay informed with | for the latest news
  for more stories | click here to | register to | log in to | support us on | support our
  support independent | become a member | donate to | explore what | we use cookies
  this site uses cookies | by continuing to use | please enable javascript | enjoying this article
  thank you for reading | share your thoughts | let us know in the comments | send tips to
  подписывайтесь на | подпишитесь на | следите за нами | читайте нас | присоединяйтесь к
  скачивайте | скачайте | поддержите нас | мы используем файлы cookie | если вы нашли ошибку
  подписывайся на | підписуйтесь на | підписуйтеся на | підпишіться на | стежте за нами
  читайте нас | приєднуйтесь до | завантажуйте | завантажте | підтримайте нас
  якщо ви знайшли помилку | якщо ви помітили помилку | 네이버에서 구독 | 구독하고 | 앱을 다운로드
  카카오톡 | 제보는 | 기사 제보 | 당신의 제보 | フォローして | アプリを入手 | メルマガ | ニュースレターに登録
`)

/** Platforms that make a short line a call to follow or to pay. */
const PLATFORM =
  /\bon (?:patreon|telegram|facebook|instagram|twitter|x|whatsapp|youtube|google news|linkedin)[.!]?$/u

/** A time alone, or how long ago: what news lists put between headlines. */
const CLOCK = /^(?:\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}[:.]\d{2}\s?[ap]\.?m\.?)$/iu
const AGO =
  /(?:\b(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\s+ago|(?:минут\S*|час\S*|дня|дней|день|годин\S*|хвилин\S*|дні|днів)\s+(?:назад|тому)|\d\s?(?:분|시간|일|주) 전|\d\s?(?:分|時間|日|週間)前)$/iu

export type FurnitureKind = 'closing' | 'pointing' | 'standing' | 'soliciting' | 'clock'

/**
 * What kind of furniture this line is, or undefined for anything else. `words` is the number of
 * words in it: most kinds are only believed of short lines, for a story may open a sentence so.
 */
export function furnitureKind(line: string, words: number): FurnitureKind | undefined {
  const plain = line
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/^[^\p{L}\p{N}©ⓒ[]+/u, '')
  if (words <= 8 && (CLOCK.test(plain) || AGO.test(plain))) return 'clock'
  if (words <= 9 && opens(plain, CLOSING, { bare: words <= 3 })) return 'closing'
  if (words <= 30 && opens(plain, SOLICITING, { bare: false, endings: true })) return 'soliciting'
  if (words <= 12 && PLATFORM.test(plain)) return 'soliciting'
  if (words <= 25 && opens(plain, POINTING, { bare: false })) return 'pointing'
  if (words <= 12 && opens(plain, STANDING, { bare: words <= 3 })) return 'standing'
  return /[,.]\s(?:photo|фото|사진|写真)\s?[:：=]/u.test(plain) && words <= 30
    ? 'standing'
    : undefined
}

/**
 * A one-word phrase must be nearly the whole line, 'Comments (12)', unless `bare`: 'Comments by
 * Kim' is the story's. With `endings` Korean particles may follow a phrase.
 */
function opens(
  plain: string,
  list: readonly string[],
  { bare, endings = false }: { readonly bare: boolean; readonly endings?: boolean },
): boolean {
  return list.some((phrase) => {
    if (!plain.startsWith(phrase)) return false
    const rest = plain.slice(phrase.length)
    const goesOn = /^[\p{L}\p{M}\p{N}]/u.test(rest) && /[\p{L}\p{N}]$/u.test(phrase)
    if (goesOn && !(endings && /\p{Script=Hangul}$/u.test(phrase))) return false
    const telling = /\s/u.test(phrase) || /[^\p{L}\p{N}]$/u.test(phrase)
    return bare || telling || /^[\s\d():.,!…#|•·-]*$/u.test(rest)
  })
}

function phrases(table: string): readonly string[] {
  return table
    .split(/[|\n]/u)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')
}
