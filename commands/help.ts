import type { HelpRow } from '../src/command/answer.ts';
import type { Caller } from '../src/command/caller.ts';
import { type Command, command, mayGive, offeredBy, placesOf } from '../src/command/command.ts';
import { optional, sentence, shortened } from '../src/command/param.ts';
import { usage } from '../src/command/vocabulary.ts';
import { asciiLowerCase } from '../src/command/words.ts';
import { UserError } from '../src/kit/errors.ts';
import { phrase, typed } from '../src/kit/sentence.ts';

export const help: readonly Command[] = [
  command({
    name: 'help',
    about: 'Show the commands you can use, or what one command does',
    role: 'driver',
    is: 'question',
    installation: true,
    private: true,
    params: {
      command: optional(sentence('Command to explain, such as "server start"')),
    },
    run({ command: asked }, { commands, caller }) {
      const usable = commands.filter((each) => offeredBy(each, caller.via) && mayGive(caller, each));
      const wanted = asked && asciiLowerCase(asked.replace(/^[/!]/, ''));
      const rows = usable.filter((each) => wanted === undefined || isAbout(each, wanted)).map(helpRow);
      if (rows.length > 0) return { kind: 'help', commands: rows };
      const elsewhere = wanted === undefined ? [] : commands.filter((each) => isElsewhere(each, wanted, caller));
      if (elsewhere.length > 0) return { kind: 'help', commands: elsewhere.map(helpRowElsewhere) };
      throw new UserError(
        phrase`You have no command "${shortened(asked ?? '')}"; ${typed('help')} lists the ones you can use.`,
      );
    },
  }),
];

const isAbout = ({ name, aliases = [] }: Command, wanted: string): boolean =>
  [name, ...aliases].some((each) => each === wanted || each.startsWith(`${wanted} `));

/** Whether a command exists and the caller may give it, but not here. Commands only for buttons are not explained. */
const isElsewhere = (each: Command, wanted: string, caller: Caller): boolean =>
  isAbout(each, wanted) && (each.via?.length ?? 1) > 0 && mayGive(caller, each);

const helpRowElsewhere = (definition: Command): HelpRow => ({
  ...helpRow(definition),
  elsewhere: placesOf(definition),
});

const helpRow = (definition: Command): HelpRow => ({
  usage: usage(definition),
  about: definition.about,
  role: definition.role,
  ...(Object.values(definition.params).some(({ secret }) => secret) ? { takesPassword: true } : {}),
});
