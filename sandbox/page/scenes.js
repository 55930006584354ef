import { align, el, fill } from './dom.js';

/** The longest line of the game's chat that the page sends. */
const LONGEST = '255';

/**
 * The drawer: the chat that drivers read and type in their cars, and the game server's log.
 * @returns {((state: any) => void) & { type(says: { driver: string, text: string }): void }}
 */
export function openScenes(/** @type {HTMLElement} */ place, { close, drive }) {
  let drivers = [];
  const nameOf = (carId) => drivers.find((one) => one.carId === carId)?.name ?? `car ${carId}`;
  const cars = linesOf('Chat in the cars', 'Nothing was said to a driver yet.', (line) => carLine(line, nameOf));
  const server = linesOf('The game server’s log', 'The game server has printed nothing yet.', serverLine);
  const chat = new CarChat(drive);
  fill(
    place,
    el(
      'header',
      el('h2', 'Behind the scenes'),
      el('button.close', { type: 'button', 'aria-label': 'Close', onclick: close }, '✕'),
    ),
    el('h3', 'In the cars'),
    el('p', 'What drivers read in the game’s chat, and what you type there.'),
    cars.node,
    chat.node,
    el('h3', 'The game server prints'),
    server.node,
  );
  const draw = (state) => {
    const { scenes, isBehindShown } = state;
    drivers = state.drivers ?? [];
    place.hidden = !isBehindShown || !scenes;
    chat.draw(state);
    if (place.hidden) return;
    cars.draw(scenes.filter(({ kind }) => kind === 'car'));
    server.draw(scenes.filter(({ kind }) => kind === 'server'));
  };
  return Object.assign(draw, { type: (says) => chat.begin(says) });
}

/** The user types as the driver of one of the cars. */
class CarChat {
  #who = el('select.car-who', { 'aria-label': 'The driver who types' });
  #text = el('input.car-text', {
    type: 'text',
    'aria-label': 'What the driver types in the game',
    placeholder: '!me, !report, !link, !help',
    maxlength: LONGEST,
    autocomplete: 'off',
  });
  #problem = el('div.failed', { role: 'status' });
  #drivers;
  /** The name of the driver that the tour asks for, until that driver is present. */
  #wanted = '';

  constructor(drive) {
    this.node = el('form.car-chat', this.#who, this.#text, el('button.button.primary', 'Say'), this.#problem);
    this.node.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = this.#text.value.trim();
      if (text && this.#who.value && drive(Number(this.#who.value), text)) this.#text.value = '';
    });
  }

  draw({ drivers, interactions }) {
    this.node.hidden = !drivers;
    const { text = '' } = interactions.findLast(({ act, state }) => act === 'drive' && state === 'refused') ?? {};
    if (this.#problem.textContent !== text) this.#problem.textContent = text;
    if (drivers === this.#drivers) return;
    this.#drivers = drivers;
    const { value } = this.#who;
    fill(
      this.#who,
      (drivers ?? []).map(({ carId, name }) => el('option', { value: String(carId) }, name)),
    );
    if (drivers?.some(({ carId }) => String(carId) === value)) this.#who.value = value;
    this.#choose();
  }

  begin({ driver, text }) {
    this.#wanted = driver;
    this.#choose();
    this.#text.value = text;
    this.#text.focus();
  }

  #choose() {
    const { carId } = this.#drivers?.find(({ name }) => name === this.#wanted) ?? {};
    if (carId === undefined) return;
    this.#who.value = String(carId);
    this.#wanted = '';
  }
}

/** A box of lines that stays at its end unless the user has scrolled up. */
function linesOf(/** @type {string} */ label, /** @type {string} */ whenEmpty, make) {
  const node = el('div.scene-lines', { role: 'log', tabindex: '0', 'aria-label': label });
  const empty = el('div.scene-empty', whenEmpty);
  let known = new Map();
  return {
    node,
    draw(lines) {
      const isAtEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 30;
      known = new Map(lines.map((line) => [line, known.get(line) ?? make(line)]));
      align(node, known.size > 0 ? [...known.values()] : [empty]);
      if (isAtEnd) node.scrollTop = node.scrollHeight;
    },
  };
}

function serverLine({ text }) {
  return el('div.server-line', text);
}

function carLine({ carId, text, isTyped }, nameOf) {
  const who = carId === undefined ? 'all cars' : nameOf(carId);
  return el(
    'div.car-line',
    { class: isTyped && 'typed' },
    el('span.car-id', isTyped ? `${who} types` : who),
    el('span', text),
  );
}
