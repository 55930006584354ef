import { commandList } from '../commandBody.ts';
import { refusal } from '../refusal.ts';
import { ok, type Route } from '../route.ts';
import { check } from '../validate.ts';

export const commandRoutes: readonly Route[] = [
  {
    method: 'PUT',
    path: '/applications/:application/guilds/:guild/commands',
    run({ world }, call) {
      const isOurs = call.param('application') === world.applicationId && call.param('guild') === world.guildId;
      if (!isOurs) throw refusal(50001);
      return ok(world.vocabulary.set(check(commandList, call.body ?? [])));
    },
  },
];
