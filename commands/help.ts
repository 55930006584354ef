import type { HelpRow } from '../src/command/answer.ts';
import { atLeast } from '../src/command/caller.ts';
import { type Command, command, offeredBy } from '../src/command/command.ts';
import { optional, sentence, shortened } from '../src/command/param.ts';
import { usage } from '../src/command/vocabulary.ts';
import { UserError } from '../src/kit/errors.ts';

export const help: readonly Command[] = [
  command({
    name: 'help',
    about: 'What you may say, or what one command does',
    role: 'driver',
    installation: true,
    private: true,
    params: {
      command: optional(sentence('The command to explain, for example "server start"')),
    },
    run({ command: asked }, { commands, caller }) {
      const usable = commands.filter((each) => offeredBy(each, caller.via) && atLeast(caller.role, each.role));
      const wanted = asked?.replace(/^[/!]/, '').toLowerCase();
      const rows = usable.filter((each) => wanted === undefined || isAbout(each, wanted)).map(helpRow);
      if (rows.length > 0) return { kind: 'help', commands: rows };
      throw new UserError(`There is no command "${shortened(asked ?? '')}" that you may use; "help" lists them.`);
    },
  }),
];

const isAbout = ({ name, aliases = [] }: Command, wanted: string): boolean =>
  [name, ...aliases].some((each) => each === wanted || each.startsWith(`${wanted} `));

const helpRow = (definition: Command): HelpRow => ({
  usage: usage(definition),
  about: definition.about,
  role: definition.role,
});
