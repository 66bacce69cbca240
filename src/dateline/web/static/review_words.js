// Words of the news text: a cursor that arrow keys move, and what is selected. The browser's own
// selection shows both, so that mouse and keys are one thing.

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’.,\-–/]*[\p{L}\p{N}\p{M}])?/gu;
const LINES_LOOKED_AT = 150; // words before or behind, in search of another line

/** The text nodes of a paragraph, without the small labels of the evidence. */
function nodesOf(paragraph) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".ev-label") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const found = [];
  let start = 0;
  while (walker.nextNode()) {
    found.push({ node: walker.currentNode, start });
    start += walker.currentNode.data.length;
  }
  return found;
}

/** The words of a paragraph; one may go on from an evidence into the text behind it. */
function wordsOf(paragraph) {
  const nodes = nodesOf(paragraph);
  const text = nodes.map((one) => one.node.data).join("");
  const point = (offset, isEnd) => {
    let at = nodes.length - 1;
    while (at > 0 && (isEnd ? nodes[at].start >= offset : nodes[at].start > offset)) at -= 1;
    return [nodes[at].node, offset - nodes[at].start];
  };
  return Array.from(text.matchAll(WORD), (match) => {
    const start = match.index;
    const end = start + match[0].length;
    const range = document.createRange();
    range.setStart(...point(start, false));
    range.setEnd(...point(end, true));
    return { paragraph, text, start, end, range };
  });
}

export class Words {
  constructor() {
    this.reset(null);
  }

  /** Another text is shown. */
  reset(text) {
    this.text = text;
    this.known = null;
    this.anchor = this.focus = null;
  }

  get list() {
    this.known ??= this.text
      ? Array.from(this.text.querySelectorAll("[data-start]")).flatMap(wordsOf)
      : [];
    return this.known;
  }

  /** The places of the words that the browser's selection touches: first and last, or null. */
  touched() {
    const selection = getSelection();
    if (!this.text || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!this.text.contains(range.commonAncestorContainer)) return null;
    const inside = (word) =>
      range.compareBoundaryPoints(Range.START_TO_END, word.range) > 0 &&
      range.compareBoundaryPoints(Range.END_TO_START, word.range) < 0;
    const first = this.list.findIndex(inside);
    if (first < 0) return null;
    let last = first;
    while (last + 1 < this.list.length && inside(this.list[last + 1])) last += 1;
    return [first, last];
  }

  /** What is selected, in whole words: {words, near}, or null. */
  selected() {
    const touched = this.touched();
    if (!touched) return null;
    const [first, last] = touched.map((at) => this.list[at]);
    const same = first.paragraph === last.paragraph;
    const words = same
      ? first.text.slice(first.start, last.end)
      : `${first.text.slice(first.start)} ${last.text.slice(0, last.end)}`;
    const start = first.paragraph.dataset.start;
    const near = start === "title" ? start : String(Number(start) + first.start);
    return { words: words.trim(), near, first: touched[0], last: touched[1] };
  }

  /** Move the cursor by words, or by lines; `extend` keeps the other end of the selection. */
  move(step, { lines = false, extend = false } = {}) {
    if (!this.list.length) return false;
    this.follow();
    if (this.focus === null) {
      this.anchor = this.focus = this.beginning();
    } else {
      this.focus = lines ? this.onLine(step) : this.focus + step;
      this.focus = Math.max(0, Math.min(this.list.length - 1, this.focus));
      if (!extend) this.anchor = this.focus;
    }
    this.show();
    return true;
  }

  /** Select words again, after the same text was drawn anew. */
  select(first, last) {
    if (!this.list[first] || !this.list[last]) return;
    [this.anchor, this.focus] = [first, last];
    this.show();
  }

  clear() {
    this.anchor = this.focus = null;
    getSelection().removeAllRanges();
  }

  /** Take over what the mouse has selected since. */
  follow() {
    const touched = this.touched();
    if (!touched) {
      if (getSelection().isCollapsed) this.anchor = this.focus = null;
      return;
    }
    const own = [Math.min(this.anchor, this.focus), Math.max(this.anchor, this.focus)];
    if (this.focus === null || own[0] !== touched[0] || own[1] !== touched[1]) {
      [this.anchor, this.focus] = touched;
    }
  }

  /** Where the cursor begins: at the trigger, or else with the report's own paragraph. */
  beginning() {
    const from = this.text.querySelector(".ev.trigger") ?? this.text.querySelector(".rv-main");
    const at = from ? this.list.findIndex((word) => from.contains(word.range.startContainer)) : 0;
    return Math.max(0, at);
  }

  /** The word above or below the cursor that is nearest to it. */
  onLine(step) {
    const box = (at) => this.list[at].range.getBoundingClientRect();
    const here = box(this.focus);
    let best = null;
    for (let n = 1; n <= LINES_LOOKED_AT; n += 1) {
      const at = this.focus + step * n;
      if (!this.list[at]) break;
      const there = box(at);
      if (Math.abs(there.top - here.top) < here.height / 2) continue;
      if (best && Math.abs(there.top - best.top) > here.height / 2) break;
      const far = Math.abs(there.left - here.left);
      if (!best || far < best.far) best = { at, far, top: there.top };
    }
    return best ? best.at : this.focus;
  }

  show() {
    const [first, last] = [Math.min(this.anchor, this.focus), Math.max(this.anchor, this.focus)];
    const [start, end] = [this.list[first].range, this.list[last].range];
    getSelection().setBaseAndExtent(
      start.startContainer, start.startOffset, end.endContainer, end.endOffset,
    );
    const box = this.list[this.focus].range.getBoundingClientRect();
    if (box.top < 40) scrollBy(0, box.top - 120);
    else if (box.bottom > innerHeight - 40) scrollBy(0, box.bottom - innerHeight + 120);
  }
}
