import { el } from './dom.js';
import { memberOf, nameOf } from './people.js';

/** The reactions; a click adds or removes one's own. */
export function reactionRow(message, state, actions) {
  const reactions = Object.entries(state.reactions[message.id] ?? {});
  if (reactions.length === 0) return undefined;
  return el(
    'div.reactions',
    reactions.map(([emoji, users]) =>
      el(
        'button.reaction',
        {
          type: 'button',
          class: users.includes(state.as) && 'own',
          title: users.map((id) => nameIn(state, id)).join(', '),
          onclick: () => actions.react(message, emoji),
        },
        el('span', emoji.includes(':') ? `:${emoji.split(':')[0]}:` : emoji),
        String(users.length),
      ),
    ),
  );
}

function nameIn(state, /** @type {string} */ id) {
  const member = memberOf(state, id);
  return member ? nameOf(member) : 'somebody';
}
