import { el, fill } from './dom.js';

/** Things for a newcomer to try, one at a time, above the messages. */
export function drawTour(/** @type {HTMLElement} */ place, { tour, tourStep, interactions }, actions) {
  place.hidden = !tour || tourStep === undefined;
  if (place.hidden) return fill(place);
  const step = tour[tourStep];
  const isKilled = interactions.some(({ act, state }) => act === 'kill' && state === 'sent');
  const close = () => actions.tourTo(undefined);
  fill(
    place,
    el('strong.tour-count', step ? `Tour ${tourStep + 1} of ${tour.length}` : 'That was the tour.'),
    el('span.tour-text', step ? step.text : 'The rest is a league as usual: look around, and type / for the commands.'),
    el(
      'span.tour-buttons',
      step &&
        el(
          'button.button.primary',
          { type: 'button', 'aria-disabled': isKilled && 'true', onclick: () => isKilled || actions.tourGo(step) },
          isKilled ? 'It is down …' : step.label,
        ),
      step && el('button.button.plain', { type: 'button', onclick: () => actions.tourTo(tourStep + 1) }, 'Next'),
      el('button.button.plain', { type: 'button', onclick: close, 'aria-label': 'Close the tour' }, '✕'),
    ),
  );
}
