import type { Gap } from './phrase-gap.ts'
import type { Element, Variant } from './phrase-variants.ts'
import { startsOf } from './starts-of.ts'

/**
 * All spellings of all phrases as one trie over elements. Node 0 is the root. Children of one node
 * by the same element differ by the gap before them and are chained as siblings.
 */
export interface PhraseTrie {
  readonly elements: readonly Element[]
  /** By element: the first node below the root, or -1. */
  readonly roots: Int32Array
  readonly gaps: readonly Gap[]
  /** NODE_WIDTH numbers a node, and of them one line of memory: see OUTPUTS and what follows it. */
  readonly nodes: Int32Array
  /** The phrases that end at nodes, by pairs: a phrase, and what is to be looked at (UNSPACED …). */
  readonly outputs: Int32Array
  /** Open-addressing table of (node, element) -> first child; a free place has child 0. */
  readonly edges: {
    readonly keys: Int32Array
    readonly children: Int32Array
    readonly mask: number
  }
}

export const NODE_WIDTH = 4
/** Where in `outputs` its own begin, and where they end. */
export const OUTPUTS = 0
export const OUTPUTS_END = 1
/** The next child of the same parent by the same element, or 0. */
export const SIBLING = 2
export const HAS_CHILDREN = 3

/** The phrase is all in scripts without spaces. */
export const UNSPACED = 1
/** Dotted letters open or close it: U.S. must not be found inside U.S.A. */
export const DOTTED_START = 2
export const DOTTED_END = 4

/** Build the trie; `phrases[n]` are the spellings of phrase n. */
export function buildTrie(phrases: readonly (readonly Variant[])[]): PhraseTrie {
  const growing: Growing = { elements: { list: [], numbers: new Map() }, nodes: [rootNode()] }
  phrases.forEach((variants, phrase) => {
    for (const variant of variants) addVariant(growing, variant, phrase)
  })
  return pack(growing)
}

/** The first child of a node by an element; 0 when there is none. */
export function childOf(trie: PhraseTrie, node: number, element: number): number {
  const { keys, children, mask } = trie.edges
  for (let at = edgeHash(node, element) & mask; ; at = (at + 1) & mask) {
    const child = children[at]!
    if (child === 0) return 0
    if (keys[at * 2] === node && keys[at * 2 + 1] === element) return child
  }
}

interface GrowingNode {
  readonly gap: Gap
  readonly element: number
  readonly parent: number
  readonly children: Map<string, number>
  /** Pairs, as in the trie. */
  readonly outputs: number[]
}

interface Growing {
  readonly elements: Elements
  readonly nodes: GrowingNode[]
}

/** Elements in the order they were first met, each once. */
interface Elements {
  readonly list: Element[]
  readonly numbers: Map<string, number>
}

function rootNode(): GrowingNode {
  return { gap: 'spaced', element: -1, parent: -1, children: new Map(), outputs: [] }
}

function addVariant({ elements, nodes }: Growing, variant: Variant, phrase: number): void {
  let at = 0
  variant.steps.forEach(({ element, gap: asked }, depth) => {
    const gap = depth === 0 ? 'spaced' : asked
    const number = numberOf(elements, element)
    const key = `${number} ${gap}`
    const parent = nodes[at]!
    let child = parent.children.get(key)
    if (child === undefined) {
      child = nodes.push({ gap, element: number, parent: at, children: new Map(), outputs: [] }) - 1
      parent.children.set(key, child)
    }
    at = child
  })
  nodes[at]!.outputs.push(phrase, looksOf(variant))
}

function looksOf({ steps, unspaced }: Variant): number {
  const dottedStart = steps[1]?.gap === 'dotted'
  const dottedEnd = steps.length > 1 && steps.at(-1)?.gap === 'dotted'
  return (unspaced ? UNSPACED : 0) | (dottedStart ? DOTTED_START : 0) | (dottedEnd ? DOTTED_END : 0)
}

function numberOf({ list, numbers }: Elements, element: Element): number {
  const key = JSON.stringify(element)
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, list.length)
  return list.push(element) - 1
}

function pack({ elements, nodes }: Growing): PhraseTrie {
  const roots = new Int32Array(elements.list.length).fill(-1)
  const rows = new Int32Array(nodes.length * NODE_WIDTH)
  const edges = edgeTable(nodes.length)
  const outputStarts = startsOf(nodes.map(({ outputs }) => outputs))
  nodes.forEach(({ parent, element, children }, node) => {
    if (parent === 0) roots[element] = node
    const row = node * NODE_WIDTH
    rows[row + OUTPUTS] = outputStarts[node]!
    rows[row + OUTPUTS_END] = outputStarts[node + 1]!
    rows[row + SIBLING] = parent > 0 ? putEdge(edges, parent, element, node) : 0
    rows[row + HAS_CHILDREN] = Number(children.size > 0)
  })
  return {
    elements: elements.list,
    roots,
    gaps: nodes.map(({ gap }) => gap),
    nodes: rows,
    outputs: Int32Array.from(nodes.flatMap(({ outputs }) => outputs)),
    edges,
  }
}

function edgeTable(nodes: number) {
  let size = 64
  while (size < nodes * 2) size *= 2
  return { keys: new Int32Array(size * 2), children: new Int32Array(size), mask: size - 1 }
}

/** Put a child first among its siblings; returns the sibling it came before, or 0. */
function putEdge(edges: PhraseTrie['edges'], node: number, element: number, child: number): number {
  const { keys, children, mask } = edges
  for (let at = edgeHash(node, element) & mask; ; at = (at + 1) & mask) {
    const before = children[at]!
    if (before !== 0 && (keys[at * 2] !== node || keys[at * 2 + 1] !== element)) continue
    keys[at * 2] = node
    keys[at * 2 + 1] = element
    children[at] = child
    return before
  }
}

function edgeHash(node: number, element: number): number {
  const mixed = Math.imul(Math.imul(node, 0x9e3779b1) ^ element, 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}
