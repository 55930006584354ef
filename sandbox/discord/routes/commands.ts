import { commandBody, commandList } from '../commandBody.ts';
import type { Scope } from '../commands.ts';
import { refusal } from '../refusal.ts';
import { type Call, type Desk, done, ok, type Route } from '../route.ts';
import { check } from '../validate.ts';

/** The same five routes for the guild's commands and for global ones. */
export const commandRoutes: readonly Route[] = [
  ...routesOf('guild', '/applications/:application/guilds/:guild/commands'),
  ...routesOf('global', '/applications/:application/commands'),
];

function routesOf(scope: Scope, path: string): Route[] {
  const commands = (desk: Desk, call: Call) => {
    if (call.param('application') !== desk.world.applicationId) throw refusal(50001);
    if (scope === 'guild' && call.param('guild') !== desk.world.guildId) throw refusal(50001);
    return desk.world.vocabulary;
  };
  return [
    { method: 'GET', path, run: (desk, call) => ok(commands(desk, call).list(scope)) },
    {
      method: 'PUT',
      path,
      run: (desk, call) => ok(commands(desk, call).set(scope, check(commandList, call.body ?? []))),
    },
    {
      method: 'POST',
      path,
      run(desk, call) {
        const { command, isNew } = commands(desk, call).add(scope, check(commandBody, call.body));
        return { status: isNew ? 201 : 200, body: command };
      },
    },
    {
      method: 'GET',
      path: `${path}/:command`,
      run: (desk, call) => ok(commands(desk, call).get(scope, call.param('command'))),
    },
    {
      method: 'DELETE',
      path: `${path}/:command`,
      run(desk, call) {
        commands(desk, call).remove(scope, call.param('command'));
        return done;
      },
    },
  ];
}
