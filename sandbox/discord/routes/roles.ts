import type { APIRole } from 'discord-api-types/v10';
import { z } from 'zod';
import { bitSet } from '../overwrites.ts';
import { refusal } from '../refusal.ts';
import { type Answer, type Call, type Desk, done, ok, type Route } from '../route.ts';
import { check } from '../validate.ts';
import type { World } from '../world.ts';
import { theGuild } from './guild.ts';

const MOST_ROLES = 250;
const ONE = '/guilds/:guild/roles/:role';
const OF_MEMBER = '/guilds/:guild/members/:user/roles/:role';

const roleBody = z.object({
  name: z.string().min(1).max(100).nullish(),
  permissions: bitSet.nullish(),
  color: z.int().min(0).max(0xffffff).nullish(),
  hoist: z.boolean().nullish(),
  mentionable: z.boolean().nullish(),
});

const memberBody = z.object({
  nick: z.string().max(32).nullish(),
  roles: z.array(z.string()).nullish(),
});

/** The guild's roles, and who has them. Requires Manage Roles, and only works below the bot's own highest role. */
export const roleRoutes: readonly Route[] = [
  { method: 'GET', path: '/guilds/:guild/roles', run: (desk, call) => ok(theGuild(desk, call).world.roles()) },
  { method: 'POST', path: '/guilds/:guild/roles', run: create },
  { method: 'GET', path: ONE, run: (desk, call) => ok(theRole(desk, call)) },
  { method: 'PATCH', path: ONE, run: change },
  { method: 'DELETE', path: ONE, run: remove },
  { method: 'PATCH', path: '/guilds/:guild/members/:user', run: changeMember },
  { method: 'PUT', path: OF_MEMBER, run: (desk, call) => give(desk, call, true) },
  { method: 'DELETE', path: OF_MEMBER, run: (desk, call) => give(desk, call, false) },
];

function create(desk: Desk, call: Call): Answer {
  const { world } = theGuild(desk, call);
  world.botMustInGuild('ManageRoles');
  const body = check(roleBody, call.body);
  // A role without given permissions gets everyone's.
  const permissions = body.permissions ?? world.roleBook.find(world.guildId)?.permissions ?? '0';
  mustHave(world, permissions);
  if (world.roles().length >= MOST_ROLES) throw refusal(30005);
  return ok(world.roleBook.create({ ...fieldsOf(body), permissions }));
}

function change(desk: Desk, call: Call): Answer {
  const { world } = theGuild(desk, call);
  const role = theRole(desk, call);
  world.botMustInGuild('ManageRoles');
  mustBeBelow(world, role);
  const body = check(roleBody, call.body);
  const permissions = body.permissions ?? role.permissions;
  if (permissions !== role.permissions) mustHave(world, permissions);
  return ok(world.roleBook.change(role.id, { ...fieldsOf(body), permissions }));
}

/** A role that belongs to a bot, and @everyone, cannot be deleted. */
function remove(desk: Desk, call: Call): Answer {
  const { world } = theGuild(desk, call);
  const role = theRole(desk, call);
  world.botMustInGuild('ManageRoles');
  mustBeBelow(world, role);
  if (role.managed || role.id === world.guildId) throw refusal(50028);
  world.removeRole(role.id);
  return done;
}

function changeMember(desk: Desk, call: Call): Answer {
  const { world } = theGuild(desk, call);
  const member = theMember(desk, call);
  const { nick, roles } = check(memberBody, call.body);
  const isOwn = member.user.id === world.bot.id;
  if (nick !== undefined) world.botMustInGuild(isOwn ? 'ChangeNickname' : 'ManageNicknames');
  if (nick !== undefined && !isOwn) mustBeBelow(world, { position: world.roleBook.highest(member.roles) });
  if (roles) {
    world.botMustInGuild('ManageRoles');
    if (roles.some((id) => !world.roleBook.find(id))) throw refusal(10011);
    const changed = [...roles, ...member.roles].filter((id) => roles.includes(id) !== member.roles.includes(id));
    for (const id of changed) mustBeBelow(world, world.roleBook.find(id) ?? { position: 0 });
  }
  return ok(
    world.memberBook.change(member.user.id, {
      ...(nick !== undefined && { nick: nick || null }),
      ...(roles && { roles: [...new Set(roles)] }),
    }),
  );
}

function give(desk: Desk, call: Call, isGiven: boolean): Answer {
  const { world } = theGuild(desk, call);
  const { user, roles } = theMember(desk, call);
  const role = theRole(desk, call);
  world.botMustInGuild('ManageRoles');
  mustBeBelow(world, role);
  const others = roles.filter((id) => id !== role.id);
  world.memberBook.change(user.id, { roles: isGiven ? [...others, role.id] : others });
  return done;
}

function theMember(desk: Desk, call: Call) {
  const found = theGuild(desk, call).world.member(call.param('user'));
  if (!found) throw refusal(10007);
  return found;
}

function theRole(desk: Desk, call: Call): APIRole {
  const found = theGuild(desk, call).world.roleBook.find(call.param('role'));
  if (!found) throw refusal(10011);
  return found;
}

/** Nobody can grant permissions they do not have. */
function mustHave(world: World, permissions: string): void {
  if ((BigInt(permissions) & ~world.permissionsOf(world.bot.id)) !== 0n) throw refusal(50013);
}

function mustBeBelow(world: World, { position }: Pick<APIRole, 'position'>): void {
  const own = world.roleBook.highest(world.member(world.bot.id)?.roles ?? []);
  if (position >= own) throw refusal(50013);
}

const fieldsOf = ({ name, color, hoist, mentionable }: z.output<typeof roleBody>): Partial<APIRole> => ({
  ...(name != null && { name }),
  ...(color != null && { color, colors: { primary_color: color, secondary_color: null, tertiary_color: null } }),
  ...(hoist != null && { hoist }),
  ...(mentionable != null && { mentionable }),
});
