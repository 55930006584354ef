import type { EventOf } from '../../events/events.ts';
import { peopleOf } from '../../race/people.ts';
import type { RaceState } from '../../race/state.ts';
import { numberedKey } from '../common/cardLinks.ts';
import { AMBER, GREY } from '../common/colours.ts';
import { confirmationRows, proposalLine } from '../renderings/proposals.ts';
import type { Cards, RoutedPost } from './card.ts';

/** One message per proposal that needs a second steward. Proposals about an incident are shown on its card. */
export const proposalCards = {
  proposalChanged: ({ proposal }: EventOf<'proposalChanged'>, state: RaceState): readonly RoutedPost[] => {
    if (proposal.incident !== undefined) return [];
    const embed = { description: proposalLine(proposal, peopleOf(state)), color: proposal.settled ? GREY : AMBER };
    const body = { embeds: [embed], components: confirmationRows([proposal]) };
    return [
      { kind: 'desk', post: { lane: 'penalty', key: numberedKey('proposal', proposal.number, proposal.server), body } },
    ];
  },
} satisfies Partial<Cards>;
