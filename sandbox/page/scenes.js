import { align, el, fill } from './dom.js';

/**
 * The drawer: what drivers read in their cars, and what the game server prints.
 * @returns {(state: any) => void}
 */
export function openScenes(/** @type {HTMLElement} */ place, { close }) {
  const cars = linesOf('Nothing was said to a driver yet.', carLine);
  const server = linesOf('The game server has printed nothing yet.', ({ text }) => el('div.server-line', text));
  fill(
    place,
    el(
      'header',
      el('h2', 'Behind the scenes'),
      el('button.close', { type: 'button', 'aria-label': 'Close', onclick: close }, '✕'),
    ),
    el('h3', 'In the cars'),
    el('p', 'What Pitwall says to the drivers, in the game’s chat.'),
    cars.node,
    el('h3', 'The game server prints'),
    server.node,
  );
  return ({ scenes, isBehindShown }) => {
    place.hidden = !isBehindShown || !scenes;
    if (place.hidden) return;
    cars.draw(scenes.filter(({ kind }) => kind === 'car'));
    server.draw(scenes.filter(({ kind }) => kind === 'server'));
  };
}

/** A box of lines that shows its end, unless the reader scrolled up in it. */
function linesOf(/** @type {string} */ whenEmpty, make) {
  const node = el('div.scene-lines', { role: 'log', tabindex: '0' });
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

function carLine({ carId, text }) {
  return el('div.car-line', el('span.car-id', carId === undefined ? 'all cars' : `car ${carId}`), el('span', text));
}
