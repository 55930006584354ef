import { type Command, command } from '../src/command/command.ts';
import { neededOnDiscord, optional, text } from '../src/command/param.ts';
import { whoIs } from '../src/command/whoami.ts';
import { UserError } from '../src/kit/errors.ts';

/** Links Discord accounts to drivers. */
export const link: readonly Command[] = [
  command({
    name: 'link',
    about: 'Link your Discord account to your driver',
    role: 'driver',
    is: 'act',
    effect: ['links an account'],
    via: ['slash', 'chat'],
    installation: true,
    private: true,
    params: { code: neededOnDiscord(optional(text('The code !link gave you in the game'))) },
    async run({ code }, { app, caller, attempt }) {
      if (caller.via === 'chat') {
        const code = await app.links.begin({ guid: caller.guid ?? '', name: caller.name });
        return { kind: 'text', text: { key: 'linkBegun', params: { code } } };
      }
      if (code === undefined)
        throw new UserError('Type !link in the game chat first: it gives you the code to enter here.');
      attempt.begin({ via: 'table', what: 'the link' });
      const { guid, name } = app.links.redeem(code, caller.id);
      return { kind: 'text', text: { key: 'linked', params: { guid, name } } };
    },
  }),
  command({
    name: 'unlink',
    about: 'Unlink your Discord account from your driver',
    role: 'driver',
    is: 'act',
    effect: ['links an account'],
    via: ['slash', 'chat'],
    installation: true,
    private: true,
    params: {},
    async run(_, { app, caller, attempt }) {
      attempt.begin({ via: 'table', what: 'the end of the link' });
      const account = caller.via === 'chat' ? app.links.userOf(caller.guid ?? '') : caller.id;
      const wasLinked = account !== undefined && (await app.links.unlink(account));
      const isOfRoster = app.links.isOfRoster(
        caller.via === 'chat' ? { guid: caller.guid ?? '' } : { account: caller.id },
      );
      if (isOfRoster) return { kind: 'text', text: { key: 'linkedByRoster' } };
      return { kind: 'text', text: { key: wasLinked ? 'unlinked' : 'notLinked' } };
    },
  }),
  command({
    name: 'whoami',
    about: 'Show your role, what you can do, and why',
    role: 'driver',
    is: 'question',
    installation: true,
    private: true,
    params: {},
    run: (_, { app, caller, commands }) => ({ kind: 'text', text: whoIs(caller, app.links, commands) }),
  }),
];
