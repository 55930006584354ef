/** Names, colours and initials of authors. Pure. */

const AVATAR_COLOURS = [
  '#5865f2',
  '#3ba55c',
  '#faa61a',
  '#ed4245',
  '#eb459e',
  '#00a8fc',
  '#9b59b6',
  '#e67e22',
  '#1abc9c',
];

/** The author of a message: a webhook uses the name it was given, a member their own. */
export function authorOf(state, message) {
  const { author } = message;
  const isWebhook = Boolean(message.webhook_id) && message.webhook_id !== state.app.id;
  const member = isWebhook
    ? undefined
    : (memberOf(state, author.id) ?? (message.member && { ...message.member, user: author }));
  const name = member ? nameOf(member) : (author.global_name ?? author.username);
  return {
    id: author.id,
    name,
    isApp: isWebhook || Boolean(author.bot),
    colour: member && colourOf(state, member.roles),
  };
}

export function memberOf(state, userId) {
  return state.members.find(({ user }) => user.id === userId);
}

export function nameOf(member) {
  return member.nick ?? member.user.global_name ?? member.user.username;
}

/** What the bot is called. */
export function botName(state) {
  const app = memberOf(state, state.app.id);
  return app ? nameOf(app) : 'The bot';
}

/** The colour of the highest role that has one, as CSS; undefined for the default. */
export function colourOf(state, roleIds) {
  const role = rolesOf(state, roleIds).find(({ color }) => color);
  return role && cssColour(role.color);
}

/** The attributes for a name in that colour. */
export function tint(/** @type {string | undefined} */ colour) {
  return colour ? { class: 'tinted', style: { '--role': colour } } : {};
}

/** Highest first. */
export function rolesOf(state, roleIds) {
  return state.roles.filter(({ id }) => roleIds.includes(id)).sort((a, b) => b.position - a.position);
}

/** Discord's integer colour, 0xRRGGBB. */
export function cssColour(/** @type {number} */ colour) {
  return `#${colour.toString(16).padStart(6, '0')}`;
}

/** "Stig Larsson" -> "SL", "dora" -> "D". */
export function initialsOf(/** @type {string} */ name) {
  const words = name.split(/[\s_-]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0].toUpperCase())
    .join('');
}

/** The same name always has the same colour. */
export function avatarColour(/** @type {string} */ name) {
  // FNV-1a: neighbouring names get different colours.
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193) >>> 0;
  return AVATAR_COLOURS[hash % AVATAR_COLOURS.length];
}
