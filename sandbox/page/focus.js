/** Keeps the keyboard focus across redraws, and makes the messages one stop of the Tab key. */

const INTERACTIVE = 'a[href], button, [role="link"], [role="button"]';

/** Draws; the button that had the focus gets it back, by its position among the buttons. */
export function keepingFocus(/** @type {Element} */ place, /** @type {() => void} */ draw) {
  const buttons = () => [...place.querySelectorAll('button')];
  const index = [...place.querySelectorAll('button')].findIndex((one) => one.matches(':focus'));
  draw();
  if (index >= 0 && !place.contains(document.activeElement)) buttons()[index]?.focus({ preventScroll: true });
}

/**
 * Remembers what has the focus in the messages.
 * @returns {() => void} restores a lost focus: to the same button of the same message, or else to the message
 */
export function holdFocus(/** @type {Element} */ area) {
  const held = document.activeElement;
  const id = area.contains(held) && held?.closest('.message')?.getAttribute('data-id');
  const custom = held?.getAttribute('data-custom-id');
  return () => {
    if (!id || (document.activeElement && document.activeElement !== document.body)) return;
    const message = area.querySelector(`[data-id="${CSS.escape(id)}"]`);
    const button = custom && message?.querySelector(`[data-custom-id="${CSS.escape(custom)}"]:enabled`);
    /** @type {HTMLElement | null | undefined} */ (button || message)?.focus({ preventScroll: true });
  };
}

/**
 * Tab leads to the newest message and its contents, and then on; the arrow keys lead to the ones above. So nobody has
 * to pass the buttons of a hundred old cards on the way to the composer.
 */
export class Roving {
  #area;
  #known = new WeakSet();
  /** @type {Element | undefined} */
  #current;

  constructor(/** @type {HTMLElement} */ area) {
    this.#area = area;
    area.addEventListener('focusin', ({ target }) => this.#go(/** @type {Element} */ (target).closest('.message')));
    area.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Messages were added, removed or changed. */
  update() {
    const messages = this.#messages();
    for (const message of messages) if (!this.#known.has(message)) shut(message);
    for (const message of messages) this.#known.add(message);
    const isHere = this.#current && messages.includes(this.#current) && this.#current.contains(document.activeElement);
    if (!isHere) this.#go(messages.at(-1));
  }

  #messages() {
    return [...this.#area.querySelectorAll(':scope > .message')];
  }

  #go(/** @type {Element | null | undefined} */ message) {
    if (!message || message === this.#current) return;
    if (this.#current) shut(this.#current);
    this.#current = message;
    message.setAttribute('tabindex', '0');
    for (const node of message.querySelectorAll(INTERACTIVE)) node.setAttribute('tabindex', '0');
  }

  #key(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.target !== this.#current) return;
    event.preventDefault();
    const messages = this.#messages();
    /** @type {HTMLElement | undefined} */ (messages[messages.indexOf(event.target) + step])?.focus();
  }
}

function shut(/** @type {Element} */ message) {
  for (const node of [message, ...message.querySelectorAll(INTERACTIVE)]) node.setAttribute('tabindex', '-1');
}
