/** Who somebody is to Pitwall, what they may do and why, and what they need for the rest. */
type Role = 'driver' | 'steward' | 'admin';

interface Whoami {
  readonly name: string;
  readonly role: Role;
  /** What the role is based on. */
  readonly proof: keyof typeof REASONS;
  /** The link between driver and account; absent on the websocket, where nobody is a driver. */
  readonly link?: { readonly guid?: string } | { readonly isLinked: boolean };
  readonly commands: number;
  readonly mayGive: number;
  /** The roles that would allow the other commands. */
  readonly missing: readonly Role[];
}

const REASONS = {
  discord: '(from your Discord roles)',
  token: '(from the token of this connection)',
  open: '(this connection needs no token)',
  password: '(from your log-in in the game: "/admin" and the password)',
  link: '(from the roles of your linked Discord account)',
  seat: '(the role of everyone in the game)',
} as const;

export const whoamiTexts = {
  whoami: ({ name, role, proof, link, commands, mayGive, missing }: Whoami) =>
    [
      `You are ${name}, role ${role} ${REASONS[proof]}.`,
      ...(link ? [linkInWords(link)] : []),
      mayGive === commands
        ? `You can use all ${mayGive} commands.`
        : `You can use ${mayGive} of ${commands} commands; the rest ${missingInWords(proof, missing)}.`,
    ].join(' '),
};

function linkInWords(link: NonNullable<Whoami['link']>): string {
  if ('isLinked' in link) {
    return link.isLinked ? 'You are linked to a Discord account.' : 'You are not linked to a Discord account yet.';
  }
  if (link.guid === undefined) return 'Not linked to a driver yet: type !link in the game chat.';
  return `Your account is linked to GUID ${link.guid}.`;
}

/** In the car, a linked account also needs a password for the rest, not just a role. */
const missingInWords = (proof: Whoami['proof'], missing: Whoami['missing']): string =>
  proof === 'link' ? 'need "/admin" and the password' : `are for ${missing.map((role) => `${role}s`).join(' or ')}`;
