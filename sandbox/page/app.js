import { Composer } from './composer.js';
import { el, fill } from './dom.js';
import { holdFocus, keepingFocus } from './focus.js';
import { refreshTimes } from './markup.js';
import { oldestWith, openMessages } from './messages.js';
import { openModal } from './modal.js';
import { botName } from './people.js';
import { isForum, isSeen, placeOf } from './places.js';
import { openScenes } from './scenes.js';
import { drawMembers, drawRail, drawSidebar } from './sidebar.js';
import { openSocket } from './socket.js';
import {
  initialState,
  reduce,
  withBehind,
  withChannel,
  withChoice,
  withConnection,
  withInteraction,
  withNotice,
  withoutBackNews,
  withoutInteraction,
  withoutMessage,
  withoutModal,
  withPerson,
  withTourStep,
} from './store.js';
import { seconds } from './time.js';
import { drawTour } from './tour.js';

const NOTICE_MS = 5000;
const BACK_MS = 10_000;
const find = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

let state = initialState;
let noticeTimer = 0;
let backTimer = 0;
let nonces = 0;
/**
 * The modal on screen, and the state's modal it belongs to.
 * @type {{ of: any, close(): void, showProblem(text: string): void } | undefined}
 */
let dialog;

const actions = {
  openChannel(channel) {
    closeMenu();
    if (placeOf(state, channel)) show(withChannel(state, channel));
  },
  react: ({ id }, emoji) => send({ act: 'react', as: state.as, message: id, emoji }),
  actAs: (person) => show(withPerson(state, person)),
  say: (text) => send({ act: 'say', as: state.as, channel: state.channel, text }),
  slash({ path, name }, options) {
    return ask({ act: 'slash', channel: state.channel, path, options }, { label: name, channel: state.channel });
  },
  /** @returns {string} the nonce of the answer to wait for */
  autocomplete({ path }, options, focused) {
    const nonce = newNonce();
    send({ act: 'autocomplete', as: state.as, channel: state.channel, nonce, path, options, focused });
    return nonce;
  },
  click: (message, customId) => ask({ act: 'click', message: message.id, customId }, place(message, customId)),
  select(message, customId, values) {
    const isSent = ask({ act: 'select', message: message.id, customId, values }, place(message, customId));
    if (isSent) show(withChoice(state, { as: state.as, message: message.id, customId, values }));
  },
  submit: ({ nonce, channel }, fields) => ask({ act: 'submit', modal: nonce, fields }, { channel }),
  /** A driver types in the car. @returns {boolean} whether it was sent */
  drive: (carId, text) => ask({ act: 'drive', carId, text }, {}),
  tourTo: (step) => show(withTourStep(state, step)),
  tourGo({ kind, channel: name, as: who, says, button }) {
    const channel = state.channels.find((one) => one.name === name);
    const person = state.people.find((one) => one.name === who);
    show(withPerson(state, person?.id ?? state.as));
    if (channel) actions.openChannel(channel.id);
    const card = button && oldestWith(state, button);
    if (card) showMessage(card.id);
    if (kind === 'kill') ask({ act: 'kill' }, {});
    if (!says) return;
    show(withBehind(state, true));
    drawScenes.type(says);
  },
  dismissMessage: (message) => show(withoutMessage(state, message.channel_id, message.id)),
  dismissInteraction: (nonce) => show(withoutInteraction(state, nonce)),
};

/** A link to a message or channel opens it here; if this person cannot see it, nothing happens, as on Discord. */
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('[data-to-channel]') : null;
  if (!(link instanceof HTMLElement)) return;
  event.preventDefault();
  const { toGuild = state.guild.id, toChannel = '', toMessage } = link.dataset;
  const isThere = toGuild === state.guild.id && placeOf(state, toChannel) && isSeen(state, toChannel);
  if (!isThere) return show(withNotice(state, 'You do not have access to this link.'));
  actions.openChannel(toChannel);
  if (toMessage !== undefined) showMessage(toMessage);
});

function showMessage(/** @type {string} */ id) {
  const message = find('scroller').querySelector(`[data-id="${CSS.escape(id)}"]`);
  if (!(message instanceof HTMLElement)) return show(withNotice(state, 'This message is not there any more.'));
  message.scrollIntoView({ block: 'center' });
  message.focus({ preventScroll: true });
  message.animate([{ backgroundColor: '#5865f266' }, {}], 2000);
}

const drawMessages = openMessages(find('scroller'), actions);
const drawScenes = openScenes(find('scenes'), { close: () => show(withBehind(state, false)), drive: actions.drive });
const composer = new Composer(find('composer'), { state, actions });
const socket = openSocket({
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/page`,
  onFrame: (frame) => show(frame.kind === 'snapshot' ? fromAddress(reduce(state, frame)) : reduce(state, frame)),
  onState: (connection) => show(withConnection(state, connection)),
});
for (const type of ['pointerdown', 'keydown']) find('main').addEventListener(type, closeMenu);
setInterval(() => refreshTimes(document, Date.now()), 1000);

/**
 * Unique on this page's connection, which is enough; random ids exist only in pages that the browser considers secure.
 */
function newNonce() {
  nonces += 1;
  return String(nonces);
}

function place(message, customId) {
  return { message: message.id, customId, channel: message.channel_id };
}

function send(frame) {
  const isSent = socket.send(frame);
  if (!isSent) show(withNotice(state, 'Not connected: nothing was sent.'));
  return isSent;
}

/** Sends a frame whose answers carry the same nonce. */
function ask(frame, about) {
  const nonce = newNonce();
  const isSent = send({ ...frame, as: state.as, nonce });
  if (isSent) show(withInteraction(state, { nonce, act: frame.act, as: state.as, ...about }));
  return isSent;
}

/** `#race-control/Stig` opens that channel as that person; the URL follows what the user does. */
function fromAddress(next) {
  const [channelName, personName] = decodeURIComponent(location.hash.slice(1)).split('/');
  const channel = [...next.channels, ...next.threads].find(({ name }) => name === channelName);
  const person = next.people.find(({ name }) => name === personName);
  return withPerson(withChannel(next, channel?.id ?? next.channel), person?.id ?? next.as);
}

function show(next) {
  if (next === state) return;
  state = next;
  drawRail(find('rail'), state);
  keepingFocus(find('sidebar'), () => drawSidebar(find('sidebar'), state, actions));
  keepingFocus(find('members'), () => drawMembers(find('members'), state, actions));
  keepingFocus(find('tour'), () => drawTour(find('tour'), state, actions));
  drawMessages(state);
  drawScenes(state);
  composer.draw(state);
  keepingFocus(find('header'), drawHeader);
  drawModal();
  drawNotice();
}

function drawHeader() {
  const channel = placeOf(state, state.channel);
  const parent = placeOf(state, channel?.parent_id);
  const person = state.people.find(({ id }) => id === state.as);
  const menu = () => find('sidebar').classList.add('open');
  fill(
    find('header'),
    el('button.menu', { type: 'button', 'aria-label': 'Channels', onclick: menu }, '☰'),
    el('span.hash', isForum(parent ?? channel) ? '💬' : '#'),
    parent && el('button.parent', { type: 'button', onclick: () => actions.openChannel(parent.id) }, parent.name),
    parent && el('span.hash', '›'),
    el('h1', channel?.name ?? ''),
    channel?.topic && el('span.topic', { title: channel.topic }, channel.topic),
    el('span.space'),
    state.scenes && behindButton(),
  );
  document.body.classList.toggle('behind', Boolean(state.scenes) && state.isBehindShown);
  find('connection').hidden = state.connection !== 'lost';
  drawPresence();
  document.title = `${channel ? `#${channel.name} | ` : ''}${state.guild.name}`;
  if (channel && person)
    history.replaceState(null, '', `#${encodeURIComponent(channel.name)}/${encodeURIComponent(person.name)}`);
}

function drawPresence() {
  const { app, isBackNews } = state;
  const node = find('presence');
  const back = isBackNews && `${botName(state)} is back online, after ${seconds(app.offlineMs)}.`;
  const text = app.isOnline ? back || '' : `${botName(state)} is offline: nothing answers here until it is back.`;
  if (node.textContent === text) return;
  node.hidden = text === '';
  node.classList.toggle('back', app.isOnline);
  fill(node, text);
  clearTimeout(backTimer);
  if (back) backTimer = setTimeout(() => show(withoutBackNews(state)), BACK_MS);
}

/** On narrow screens, slides the channels out again. */
function closeMenu() {
  find('sidebar').classList.remove('open');
}

function behindButton() {
  const { isBehindShown: isShown } = state;
  return el(
    'button.behind-button',
    { type: 'button', 'aria-pressed': String(isShown), onclick: () => show(withBehind(state, !isShown)) },
    'Behind',
    el('span.wide', ' the scenes'),
  );
}

function drawModal() {
  const { modal } = state;
  if (dialog && dialog.of !== modal) dialog.close();
  if (modal && !dialog) {
    const giveBack = holdFocus(find('scroller'));
    const onClose = () => {
      dialog = undefined;
      giveBack();
      if (state.modal === modal) show(withoutModal(state));
    };
    dialog = {
      of: modal,
      ...openModal({ modal: modal.modal, state, onSubmit: (fields) => actions.submit(modal, fields), onClose }),
    };
  }
  const failed = state.interactions.findLast(({ act, text }) => act === 'submit' && text);
  if (failed) dialog?.showProblem(failed.text);
}

function drawNotice() {
  const node = find('notice');
  if (node.textContent === (state.notice ?? '')) return;
  fill(node, state.notice);
  clearTimeout(noticeTimer);
  if (state.notice) noticeTimer = setTimeout(() => show(withNotice(state, undefined)), NOTICE_MS);
}
