import type { APIApplicationCommand } from 'discord-api-types/v10';
import { commandBody, commandChange, commandList } from '../commandBody.ts';
import { invalidField, refusal } from '../refusal.ts';
import { type Answer, type Call, type Desk, done, ok, type Route } from '../route.ts';
import { check } from '../validate.ts';

const ALL = '/applications/:application/guilds/:guild/commands';
const ONE = '/applications/:application/guilds/:guild/commands/:command';

/** The bot's slash commands in the guild, all at once or one by one. */
export const commandRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: ALL,
    run: (desk, call) =>
      ok(
        ours(desk, call)
          .list()
          .map((command) => shown(command, call)),
      ),
  },
  { method: 'PUT', path: ALL, run: (desk, call) => ok(ours(desk, call).set(check(commandList, call.body ?? []))) },
  { method: 'POST', path: ALL, run: create },
  // The owner's settings under "Integrations"; nobody can set them here.
  { method: 'GET', path: `${ALL}/permissions`, run: (desk, call) => ok(ours(desk, call) && []) },
  { method: 'GET', path: ONE, run: (desk, call) => ok(shown(theCommand(desk, call), call)) },
  { method: 'PATCH', path: ONE, run: change },
  {
    method: 'DELETE',
    path: ONE,
    run(desk, call) {
      ours(desk, call).remove(theCommand(desk, call).id);
      return done;
    },
  },
];

/** 201 if it is new; one with the same name is overwritten. */
function create(desk: Desk, call: Call): Answer {
  const commands = ours(desk, call);
  const body = check(commandBody, call.body);
  const isNew = !commands.named(body.name);
  return { status: isNew ? 201 : 200, body: commands.upsert(body) };
}

/** Fields that are not given stay; options are replaced as a whole. */
function change(desk: Desk, call: Call): Answer {
  const commands = ours(desk, call);
  const known = theCommand(desk, call);
  const body = check(commandBody, { ...known, ...check(commandChange, call.body) });
  const other = commands.named(body.name);
  if (other && other.id !== known.id) {
    const message = 'Application command names must be unique';
    throw invalidField(['name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', message);
  }
  return ok(commands.replace(known, body));
}

function theCommand(desk: Desk, call: Call): APIApplicationCommand {
  const found = ours(desk, call).find(call.param('command'));
  if (!found) throw refusal(10063);
  return found;
}

/** Requires the scope applications.commands, which is lost when the bot is removed from the guild. */
function ours({ world }: Desk, call: Call) {
  if (call.param('application') !== world.applicationId) throw refusal(20012);
  if (call.param('guild') !== world.guildId || !world.mayHaveCommands) throw refusal(50001);
  return world.vocabulary;
}

/** Translations are listed only on request. */
function shown(command: APIApplicationCommand, call: Call): unknown {
  return call.query.get('with_localizations') === 'true' ? command : withoutTranslations(command);
}

const TRANSLATIONS = ['name_localizations', 'description_localizations'];

function withoutTranslations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTranslations);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !TRANSLATIONS.includes(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutTranslations(inner)]));
}
