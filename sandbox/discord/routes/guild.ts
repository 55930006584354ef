import { Intent } from '../codes.ts';
import { refusal } from '../refusal.ts';
import { type Call, type Desk, ok, type Route } from '../route.ts';

export const guildRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/guilds/:guild',
    run(desk, call) {
      const { world } = theGuild(desk, call);
      const count = world.members().length;
      return ok({ ...world.guild(), approximate_member_count: count, approximate_presence_count: count });
    },
  },
  { method: 'GET', path: '/guilds/:guild/channels', run: (desk, call) => ok(theGuild(desk, call).world.channels()) },
  {
    method: 'GET',
    path: '/guilds/:guild/members',
    run(desk, call) {
      const limit = Number(call.query.get('limit') ?? 1);
      const after = BigInt(call.query.get('after') ?? 0);
      const { world } = theGuild(desk, call);
      // Listing all members requires an intent that the application's owner must enable.
      if ((desk.withheldIntents & Intent.members) !== 0) throw refusal(50001);
      return ok(
        world
          .members()
          .filter(({ user }) => BigInt(user.id) > after)
          .slice(0, limit),
      );
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members/search',
    run(desk, call) {
      const limit = Number(call.query.get('limit') ?? 1);
      return ok(
        theGuild(desk, call)
          .world.memberBook.named(call.query.get('query') ?? '')
          .slice(0, limit),
      );
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/members/:user',
    run(desk, call) {
      const found = theGuild(desk, call).world.member(call.param('user'));
      if (!found) throw refusal(10007);
      return ok(found);
    },
  },
  {
    method: 'GET',
    path: '/users/:user',
    run({ world }, call) {
      const found = world.user(call.param('user'));
      if (!found) throw refusal(10013);
      return ok(found);
    },
  },
];

/** There is one guild. Any other is unknown, and so is this one to a bot that is not in it. */
export function theGuild(desk: Desk, call: Call): Desk {
  if (call.param('guild') !== desk.world.guildId || !desk.world.isBotHere) throw refusal(10004);
  return desk;
}
