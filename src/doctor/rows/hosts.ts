/** Checks whether each host of a fleet is unique by its name, its letter and its game servers. */
import type { HostFacts } from '../natsFacts.ts';
import { fault, NOT_HERE, type Row, together, type Verdict } from '../row.ts';
import { inStore } from './missing.ts';

export const hostsRow: Row = {
  number: 57,
  title: 'No two edges share a name, letter or server id',
  check: (facts) => inStore(facts, ({ hosts, refusals }) => together([twice(hosts), refused(refusals)])),
};

function twice(hosts: readonly HostFacts[] | undefined): Verdict {
  if (!hosts || hosts.length === 0) return NOT_HERE;
  const ids = new Set(hosts.flatMap(({ servers }) => servers));
  return [...ids].flatMap((id) => {
    const having = hosts.filter(({ servers }) => servers.includes(id));
    const owner = having.find(({ own }) => own?.includes(id)) ?? having[0];
    const others = having.filter((each) => each !== owner);
    if (!owner || others.length === 0) return [];
    const names = having.map(({ edge }) => edge).join(' and ');
    return fault(
      `The server id ${id} is used by the edges ${names}: only ${owner.edge}'s is shown.`,
      `Give it another name in SERVER_ID or servers.ini of ${others.map(({ edge }) => edge).join(' and ')}.`,
    );
  });
}

/** With the sentences that the edge itself gets. */
function refused(sentences: readonly string[] | undefined): Verdict {
  if (!sentences || sentences.length === 0) return NOT_HERE;
  return sentences.map((sentence) => fault(sentence, 'Then start it again.'));
}
