import { el, fill } from './dom.js';
import { nameOf } from './people.js';
import { openPopover } from './popover.js';

/**
 * A select menu. One value is taken at once; several when the menu closes.
 *
 * @param {{ component: any, state: any, values?: string[], onChosen: (values: string[]) => void }} options
 *   `values`: what is chosen now, else the options' defaults
 */
export function selectBox({ component, state, values, onChosen }) {
  const options = optionsOf(component, state);
  const several = (component.max_values ?? 1) > 1;
  let chosen = values ?? options.filter((option) => option.default).map(({ value }) => value);
  const text = el('span.select-text');
  const box = el(
    'button.select',
    { type: 'button', disabled: component.disabled, onclick: open },
    text,
    el('span.select-arrow', '⌄'),
  );
  show();
  return box;

  function open() {
    const before = chosen.join();
    const list = el('div.select-menu', { role: 'listbox', tabindex: '-1' });
    const close = openPopover(box, list, () => {
      if (several && chosen.join() !== before && chosen.length >= (component.min_values ?? 1)) onChosen(chosen);
    });
    const drawOptions = () =>
      fill(
        list,
        options.map((option) =>
          optionRow(option, chosen.includes(option.value), () => {
            chosen = several ? toggled(chosen, option.value, component.max_values) : [option.value];
            show();
            if (several) return drawOptions();
            close();
            onChosen(chosen);
          }),
        ),
      );
    drawOptions();
    list.focus();
  }

  function show() {
    const names = options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
    text.textContent = names.join(', ') || component.placeholder || 'Make a selection';
    text.classList.toggle('placeholder', names.length === 0);
  }
}

/** Option sources by component type: string, user, role and channel selects. */
const SOURCES = {
  3: ({ options }) => options,
  5: (_, { members }) => members.map((member) => ({ label: nameOf(member), value: member.user.id })),
  6: (_, { roles }) => roles.map(({ name, id }) => ({ label: `@${name}`, value: id })),
  8: (_, { channels }) => channels.map(({ name, id }) => ({ label: `# ${name}`, value: id })),
};

function optionsOf(component, state) {
  return SOURCES[component.type]?.(component, state) ?? [];
}

function optionRow({ label, description, emoji }, isChosen, onclick) {
  return el(
    'button.select-option',
    { type: 'button', role: 'option', 'aria-selected': String(isChosen), onclick },
    emoji && el('span.emoji', emoji.id ? `:${emoji.name}:` : emoji.name),
    el('span.select-option-text', el('span', label), description && el('small', description)),
    isChosen && el('span.tick', '✓'),
  );
}

function toggled(/** @type {string[]} */ chosen, /** @type {string} */ value, /** @type {number} */ most) {
  if (chosen.includes(value)) return chosen.filter((one) => one !== value);
  return chosen.length < most ? [...chosen, value] : chosen;
}
