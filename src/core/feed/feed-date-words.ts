/** Month names by their first letters, lower case; longer words are also tried by three letters. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  (
    [
      // English, and with it most of German, Dutch, Swedish, Danish, Norwegian and Indonesian.
      ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
      ['', '', 'mär', '', 'mai', '', '', '', '', 'okt', '', 'dez'],
      ['', '', 'mrt', '', 'mei', '', '', 'agu', '', '', '', 'des'],
      ['', '', '', '', 'maj', '', '', '', 'sept', '', '', ''],
      // French: juin and juillet share their first letters, so both are spelt out.
      ['janv', 'fév', 'mars', 'avr', '', 'juin', 'juil', 'aoû', '', '', '', 'déc'],
      ['', '', '', '', '', '', 'juillet', 'août', '', '', '', ''],
      // Spanish, Portuguese, Italian.
      ['ene', 'fev', '', 'abr', 'mayo', '', '', 'ago', 'set', 'out', '', 'dic'],
      ['gen', '', '', '', 'mag', 'giu', 'lug', '', '', 'ott', '', ''],
      // Russian, nominative and genitive; Ukrainian.
      ['янв', 'фев', 'мар', 'апр', 'май', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'],
      ['', '', '', '', 'мая', '', '', '', '', '', '', ''],
      ['січ', 'лют', 'бер', 'кві', 'тра', 'чер', 'лип', 'сер', 'вер', 'жов', 'лис', 'гру'],
      // Greek.
      ['ιαν', 'φεβ', 'μαρ', 'απρ', 'μαι', 'ιουν', 'ιουλ', 'αυγ', 'σεπ', 'οκτ', 'νοε', 'δεκ'],
      ['', '', 'μάρ', '', 'μάι', 'ιούν', 'ιούλ', 'αύγ', '', '', 'νοέ', ''],
      ['', '', 'μαώ', '', 'μαϊ', 'ιον', 'ιολ', '', '', '', 'νοε', ''],
      // Hungarian, Polish, Czech where they differ.
      ['', '', 'már', 'ápr', 'máj', 'jún', 'júl', '', 'szept', '', '', ''],
      ['sty', 'lut', '', 'kwi', '', 'cze', 'lip', 'sie', 'wrz', 'paź', 'lis', 'gru'],
      // Turkish.
      ['oca', 'şub', '', 'nis', '', 'haz', 'tem', 'ağu', 'eyl', 'eki', 'kas', 'ara'],
    ] as const
  ).flatMap((names) =>
    names.flatMap((name, index): [string, number][] => (name === '' ? [] : [[name, index + 1]])),
  ),
)

/**
 * Zone names as feeds use them, in minutes east of Greenwich. Names with two meanings are read as
 * news feeds mean them: IST is India, CST is Chicago, BST is London.
 */
export const ZONES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    z: 0,
    ut: 0,
    utc: 0,
    gmt: 0,
    wet: 0,
    west: 60,
    bst: 60,
    cet: 60,
    cest: 120,
    met: 60,
    mest: 120,
    mez: 60,
    mesz: 120,
    sast: 120,
    eet: 120,
    eest: 180,
    msk: 180,
    msd: 240,
    gst: 240,
    pkt: 300,
    ist: 330,
    npt: 345,
    wib: 420,
    ict: 420,
    hkt: 480,
    sgt: 480,
    myt: 480,
    pht: 480,
    awst: 480,
    jst: 540,
    kst: 540,
    acst: 570,
    aest: 600,
    aedt: 660,
    nzst: 720,
    nzdt: 780,
    brt: -180,
    art: -180,
    ast: -240,
    adt: -180,
    edt: -240,
    est: -300,
    et: -300,
    cdt: -300,
    cst: -360,
    ct: -360,
    mdt: -360,
    mst: -420,
    mt: -420,
    pdt: -420,
    pst: -480,
    pt: -480,
    akdt: -480,
    akst: -540,
    hst: -600,
  }),
)
