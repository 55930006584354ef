import { avatar } from './avatar.js';
import { el, fill } from './dom.js';
import { colourOf, initialsOf, memberOf, nameOf, rolesOf, tint } from './people.js';
import { isForum, openThreads, visibleChannels } from './places.js';
import { openPopover } from './popover.js';

const CATEGORY = 4;

/** Server, channels and, at the bottom, the acting person. */
export function drawSidebar(/** @type {Element} */ place, state, actions) {
  fill(
    place,
    el('header.server-name', el('span', { title: state.guild.name }, state.guild.name || 'Pitwall')),
    el(
      'nav.channels',
      { 'aria-label': 'Channels' },
      visibleChannels(state).map((channel) => [
        channelNode(channel, state, actions),
        openThreads(state, channel.id).map((thread) => channelNode(thread, state, actions)),
      ]),
    ),
    personPanel(state, actions),
  );
}

/** The narrow strip of servers: there is only this one. */
export function drawRail(/** @type {Element} */ place, state) {
  fill(place, el('div.server-icon', { title: state.guild.name }, initialsOf(state.guild.name)));
}

/** Everyone, under their highest role that is displayed separately. */
export function drawMembers(/** @type {Element} */ place, state, actions) {
  const groups = Map.groupBy(state.members, (member) => groupOf(member, state));
  const order = [...state.roles].sort((a, b) => b.position - a.position).map(({ name }) => name);
  const names = [...groups.keys()].sort((a, b) => rank(order, a) - rank(order, b));
  fill(
    place,
    names.map((name) => [
      el('h2', `${name} — ${groups.get(name).length}`),
      groups.get(name).map((member) => memberNode(member, state, actions)),
    ]),
  );
}

function rank(/** @type {string[]} */ order, /** @type {string} */ name) {
  const index = order.indexOf(name);
  return index < 0 ? order.length : index;
}

function groupOf(member, state) {
  if (member.user.bot) return 'Apps';
  const [top] = rolesOf(state, member.roles).filter(({ id }) => id !== state.guild.id);
  return top?.name ?? 'Members';
}

function channelNode(channel, state, actions) {
  if (channel.type === CATEGORY) return el('h3.category', channel.name);
  const unread = state.unread[channel.id];
  const isOpen = channel.id === state.channel;
  return el(
    'button',
    {
      type: 'button',
      class: ['channel', isOpen && 'open', unread && 'unread', channel.parent_id && 'thread'].filter(Boolean).join(' '),
      title: channel.name,
      'aria-current': isOpen && 'true',
      onclick: () => actions.openChannel(channel.id),
    },
    el('span.hash', channel.parent_id ? '↳' : isForum(channel) ? '💬' : '#'),
    el('span.channel-name', channel.name),
    unread?.mentions > 0 && el('span.mentions', String(unread.mentions)),
  );
}

function memberNode(member, state, actions) {
  const name = nameOf(member);
  const colour = colourOf(state, member.roles);
  const isPerson = state.people.some(({ id }) => id === member.user.id);
  const isOffline = member.user.id === state.app.id && !state.app.isOnline;
  return el(
    'button',
    {
      type: 'button',
      class: ['member', member.user.id === state.as && 'acting', isOffline && 'offline'].filter(Boolean).join(' '),
      disabled: !isPerson,
      title: isPerson && `Act as ${name}`,
      onclick: () => actions.actAs(member.user.id),
    },
    avatar(name),
    el('span.member-name', tint(colour), name),
    member.user.bot && el('span.badge', 'APP'),
    isOffline && el('small', 'offline'),
  );
}

function personPanel(state, actions) {
  const person = state.people.find(({ id }) => id === state.as);
  if (!person) return undefined;
  const button = el(
    'button.person',
    { type: 'button', 'aria-haspopup': 'listbox', onclick: () => openSwitch(button, state, actions) },
    avatar(person.name),
    el('span.person-name', person.name, el('small', person.roles.join(', ') || 'member')),
    el('span.person-switch', '⇅ switch'),
  );
  return el('footer.person-panel', el('div.person-label', 'You are acting as'), button);
}

function openSwitch(button, state, actions) {
  const rows = state.people.map(({ id, name, roles }) =>
    el(
      'button.person',
      { type: 'button', role: 'option', 'aria-selected': String(id === state.as), onclick: () => choose(id) },
      avatar(name),
      el(
        'span.person-name',
        tint(colourOf(state, memberOf(state, id)?.roles ?? [])),
        name,
        el('small', roles.join(', ') || 'member'),
      ),
      id === state.as && el('span.tick', '✓'),
    ),
  );
  const close = openPopover(
    button,
    el('div.select-menu', { role: 'listbox', 'aria-label': 'Act as', tabindex: '-1' }, rows),
  );
  function choose(/** @type {string} */ id) {
    close();
    actions.actAs(id);
  }
}
