import { el, fill } from './dom.js';
import { seconds } from './time.js';

const DOWN = 'The bot is down, and nobody answers on Discord. The race goes on: Behind the scenes shows it.';
const END = 'The rest is a league as usual: look around, and type / for the commands.';

const backAgain = ({ offlineMs }) =>
  offlineMs !== undefined && `The bot is back: it was down for ${seconds(offlineMs)}.`;

/** Things for a newcomer to try, one at a time, above the messages. */
export function drawTour(/** @type {HTMLElement} */ place, { tour, tourStep, interactions, app }, actions) {
  place.hidden = !tour || tourStep === undefined;
  if (place.hidden) return fill(place);
  const step = tour[tourStep];
  const isKilled = interactions.some(({ act, state }) => act === 'kill' && state === 'sent');
  const isDown = isKilled && !app.isOnline;
  const close = () => actions.tourTo(undefined);
  fill(
    place,
    el(
      'p.tour-text',
      el('strong', step ? `Tour ${tourStep + 1} of ${tour.length}` : 'That was the tour.'),
      ' ',
      isDown ? DOWN : step ? step.text : [backAgain(app), END].filter(Boolean).join(' '),
    ),
    el(
      'span.tour-buttons',
      step &&
        el(
          'button.button.primary',
          { type: 'button', 'aria-disabled': isKilled && 'true', onclick: () => isKilled || actions.tourGo(step) },
          isDown ? 'It is down …' : isKilled ? 'Killing it …' : step.label,
        ),
      step && el('button.button.plain', { type: 'button', onclick: () => actions.tourTo(tourStep + 1) }, 'Next'),
      el('button.button.plain', { type: 'button', onclick: close, 'aria-label': 'Close the tour' }, '✕'),
    ),
  );
}
