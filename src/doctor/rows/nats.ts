/** Checks whether the hosts can reach each other without losing anything (docs/fleet.md). */
import type { Facts } from '../facts.ts';
import type { NatsFacts, NatsTrouble } from '../natsFacts.ts';
import { FINE, type Finding, fault, findingsOf, NOT_HERE, notRun, type Row, type Verdict, warning } from '../row.ts';
import { hostsRow } from './hosts.ts';

/** The oldest version that our client supports, and the first that stores reliably. */
const OLDEST = [2, 9, 4] as const;
const GOOD = [2, 10, 23] as const;

export const natsRows: readonly Row[] = [
  {
    number: 48,
    title: 'NATS can be reached',
    check: ({ nats }) => (nats ? troubleOf(nats, ({ kind }) => kind !== 'login') : NOT_HERE),
  },
  {
    number: 49,
    title: 'NATS accepts the password',
    check: ({ nats }) => {
      if (!nats) return NOT_HERE;
      if (nats.trouble && nats.trouble.kind !== 'login') return notRun(UNREACHED);
      return troubleOf(nats, ({ kind }) => kind === 'login');
    },
  },
  { number: 50, title: 'The connection to NATS is encrypted', check: whenConnected(encryption) },
  { number: 51, title: 'NATS is new enough', check: whenConnected(versionFindings) },
  { number: 52, title: 'NATS can store messages (JetStream)', check: whenConnected(jetstreamFindings) },
  { number: 53, title: 'NATS grants exactly the permissions needed', check: whenConnected(rights) },
  { number: 54, title: 'The stream PW_EV has room left', check: whenConnected(room) },
  { number: 55, title: 'NATS writes messages to disk before confirming them', check: whenConnected(synced) },
  { number: 56, title: 'Nobody else sends messages as an edge', check: whenConnected(foreign) },
  hostsRow,
];

/** Problems with NATS that stop a fleet or are worth knowing at the start: one sentence each, with its fix. */
export function natsSentences(nats: NatsFacts): readonly string[] {
  const facts = { nats } as Pick<Facts, 'nats'> as Facts;
  return natsRows.flatMap(({ check }) => findingsOf(check(facts)).map(({ sentence, fix }) => `${sentence} ${fix}`));
}

function whenConnected(check: (nats: NatsFacts) => Verdict): Row['check'] {
  return ({ nats }) => {
    if (!nats) return NOT_HERE;
    if (!nats.trouble) return check(nats);
    return notRun(nats.trouble.kind === 'login' ? 'NATS does not accept the password' : UNREACHED);
  };
}

const UNREACHED = 'NATS could not be reached';

function troubleOf({ trouble, url, user }: NatsFacts, isMeant: (trouble: NatsTrouble) => boolean): Verdict {
  return trouble && isMeant(trouble) ? [troubleFinding(trouble, { url, user })] : FINE;
}

function troubleFinding(trouble: NatsTrouble, { url, user }: Pick<NatsFacts, 'url' | 'user'>): Finding {
  switch (trouble.kind) {
    case 'unknown host':
      return fault(
        `NATS is not found at ${url}: ${trouble.why}.`,
        'Set NATS_URL to the address of the machine it runs on.',
      );
    case 'refused':
      return fault(`Nothing listens at ${url}.`, 'Start nats-server there, or set NATS_URL to where it listens.');
    case 'no answer':
      return fault(`Nothing answers at ${url}.`, 'Open its port in the firewalls on the way, or correct NATS_URL.');
    case 'no NATS':
      return fault(
        `What answers at ${url} is no NATS.`,
        'Set NATS_URL to where nats-server listens, such as port 4222.',
      );
    case 'no tls':
      return fault(
        `NATS at ${url} has no TLS.`,
        'Add tls { cert_file, key_file } to nats-server.conf (docs/fleet.md).',
      );
    case 'certificate':
      return fault(
        `The certificate of NATS at ${url} is not trusted: ${trouble.why}.`,
        'Set NATS_CA_FILE to the certificate of the authority that signed it; its name must be the one in NATS_URL.',
      );
    case 'login':
      return fault(
        `NATS does not take the password of the user ${user}.`,
        `Set NATS_PASSWORD (or NATS_CREDENTIALS_FILE) to what nats-server.conf says of ${user}, and reload NATS after a change.`,
      );
    case 'file':
      return fault(trouble.why, 'Correct that path, or let Pitwall read the file.');
    case 'other':
      return fault(`There is no way to NATS at ${url}: ${trouble.why}.`, 'Look into the log of nats-server.');
  }
}

/** Connections within one machine need no encryption. */
function encryption({ url, isEncrypted }: NatsFacts): Verdict {
  if (isEncrypted === undefined) return notRun('NATS did not say so');
  const isLocal = /^\w+:\/\/(?:127\.|localhost|\[::1\])/.test(url);
  if (isEncrypted || isLocal) return FINE;
  return [
    warning(
      `The password crosses to NATS at ${url} in plain text.`,
      'Give nats-server.conf a tls section, and begin NATS_URL with tls:// (docs/fleet.md).',
    ),
  ];
}

function versionFindings({ version = '' }: NatsFacts): Verdict {
  if (!/^\d+\.\d+\.\d+/.test(version)) return notRun('NATS did not say its version');
  if (isBefore(version, OLDEST)) {
    return [
      fault(`NATS ${version} is too old: Pitwall needs 2.9.4.`, `Install nats-server ${GOOD.join('.')} or newer.`),
    ];
  }
  return isBefore(version, GOOD)
    ? [
        warning(
          `NATS ${version} works, but can lose what it stores in a crash, and stops where its disk is full.`,
          `Install nats-server ${GOOD.join('.')} or newer; edges send again what was lost.`,
        ),
      ]
    : FINE;
}

function isBefore(version: string, least: readonly [number, number, number]): boolean {
  const found = version.split(/[.-]/).map(Number);
  const at = least.findIndex((part, index) => found[index] !== part);
  return at >= 0 && (found[at] ?? 0) < (least[at] ?? 0);
}

function jetstreamFindings({ jetstream, user, role }: NatsFacts): Verdict {
  if (jetstream === undefined) return role === 'hub' ? notRun('NATS did not say so') : NOT_HERE;
  if (jetstream === 'fine') return FINE;
  return jetstream === 'none'
    ? [
        fault(
          'NATS has no JetStream for this account: nothing is kept for the hub there.',
          'Set jetstream { store_dir: "/var/lib/pitwall-nats" } in nats-server.conf, and jetstream: enabled in the account.',
        ),
      ]
    : [
        fault(
          `The user ${user} may not use JetStream.`,
          `Add "$JS.API.>" to the subjects that ${user} may publish in nats-server.conf.`,
        ),
      ];
}

function rights({ forbidden, hearsOthers, user }: NatsFacts): Verdict {
  if (!forbidden) return notRun('NATS did not say which it grants');
  return [
    ...forbidden.map(({ verb, subject }) =>
      fault(
        `The user ${user} may not ${verb === 'publish' ? 'publish to' : 'subscribe to'} ${subject}.`,
        `Add "${subject}" to ${verb} of ${user} in nats-server.conf.`,
      ),
    ),
    ...(hearsOthers
      ? [
          warning(
            `The user ${user} hears what is said to other edges, and may speak in their place.`,
            `Give ${user} permissions of its own in nats-server.conf (docs/fleet.md).`,
          ),
        ]
      : []),
  ];
}

function room({ stream, role }: NatsFacts): Verdict {
  if (stream === undefined) return withoutStream(role);
  if (stream === 'none') {
    const told = 'There is no stream PW_EV yet: what happens waits at the edges.';
    return role === 'hub' ? FINE : [warning(told, 'Start the hub once; it makes the stream.')];
  }
  const { bytes, maxBytes, dropsOld } = stream;
  const isFull = maxBytes !== undefined && bytes >= maxBytes * 0.98;
  return [
    ...(isFull
      ? [
          fault(
            `The stream PW_EV is full (${megabytes(bytes)} of ${megabytes(maxBytes)} MB): what happens waits at the edges.`,
            'Start the hub, which reads it; if it runs, "nats stream purge PW_EV" makes room, and the edges send again.',
          ),
        ]
      : []),
    ...(dropsOld
      ? [
          warning(
            'The stream PW_EV drops the oldest where it is full.',
            'Set it with "nats stream edit PW_EV --discard new": it then waits at the edges.',
          ),
        ]
      : []),
  ];
}

/** What is in it, only the hub may see. */
const withoutStream = (role: NatsFacts['role']): Verdict =>
  role === 'hub' ? notRun('the stream cannot be read without JetStream') : NOT_HERE;

const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);

function synced({ version = '', isSynced, doctorTrouble, url, role }: NatsFacts): Verdict {
  if (/^2\.9\./.test(version)) {
    return [
      warning(
        `NATS ${version} confirms messages before they are on the disk, and cannot be configured otherwise.`,
        `Install nats-server ${GOOD.join('.')} or newer, and set sync_interval: always in its jetstream { }. Until then edges send again what a power cut takes.`,
      ),
    ];
  }
  if (doctorTrouble) {
    const { sentence } = troubleFinding(doctorTrouble, { url, user: 'doctor' });
    return [warning(sentence, 'Set NATS_DOCTOR_PASSWORD to what nats-server.conf says of the user doctor.')];
  }
  if (isSynced === undefined) return role === 'hub' ? [unseen] : NOT_HERE;
  if (isSynced) return FINE;
  return [
    warning(
      'NATS confirms messages before they are on the disk.',
      'Set sync_interval: always in jetstream { } of nats-server.conf. Until then edges send again what a power cut takes.',
    ),
  ];
}

const unseen = warning(
  'It is not known whether NATS confirms messages before they are on the disk.',
  'Add the system account with the user doctor to nats-server.conf, and set NATS_DOCTOR_PASSWORD (docs/fleet.md).',
);

function foreign({ stream, role }: NatsFacts): Verdict {
  if (stream === undefined) return withoutStream(role);
  if (stream === 'none') return NOT_HERE;
  return stream.foreign.map((subject) =>
    warning(
      `The newest message on ${subject} is none of an edge; it was passed over.`,
      `Find out who else may publish to ${subject} in nats-server.conf.`,
    ),
  );
}
