import { el, fill } from './dom.js';

/**
 * A list with one marked line: arrow keys move the mark, a click or `pick()` chooses.
 * @template T
 */
export class List {
  node = el('div.list', { role: 'listbox', 'aria-label': 'Suggestions' });
  /** Whether the user has moved the mark since the items were set. */
  moved = false;
  /** @type {readonly T[]} */
  #items = [];
  #marked = 0;
  #draw;
  #onPick;

  /** @param {{ draw: (item: T) => unknown, onPick: (item: T) => void }} options */
  constructor({ draw, onPick }) {
    this.#draw = draw;
    this.#onPick = onPick;
  }

  get size() {
    return this.#items.length;
  }

  set(/** @type {readonly T[]} */ items) {
    this.#items = items;
    this.#marked = 0;
    this.moved = false;
    fill(
      this.node,
      items.map((item, index) => this.#row(item, index)),
    );
  }

  move(/** @type {number} */ step) {
    if (this.size === 0) return;
    this.#mark((this.#marked + step + this.size) % this.size);
    this.moved = true;
    this.node.children[this.#marked].scrollIntoView({ block: 'nearest' });
  }

  pick() {
    const item = this.#items[this.#marked];
    if (item !== undefined) this.#onPick(item);
  }

  #row(/** @type {T} */ item, /** @type {number} */ index) {
    // Pointer down instead of click: the field being typed in must keep its focus.
    const onpointerdown = (event) => {
      event.preventDefault();
      this.#onPick(item);
    };
    const attributes = { role: 'option', 'aria-selected': String(index === this.#marked), onpointerdown };
    return el('div.list-row', { ...attributes, onpointermove: () => this.#mark(index) }, this.#draw(item));
  }

  #mark(/** @type {number} */ index) {
    this.node.children[this.#marked]?.setAttribute('aria-selected', 'false');
    this.#marked = index;
    this.node.children[index]?.setAttribute('aria-selected', 'true');
  }
}
