/** What drivers hear about appeals: the driver who appealed, and the driver the decision is about. */
import type { Appeal } from '../../events/appeal.ts';
import type { Driver, RaceEvent } from '../../events/events.ts';
import { answeredText, othersAppealText } from '../../texts/appeals.ts';
import type { Text } from '../../texts/catalogue.ts';
import type { AppealNotice, NewNotice, Notice } from './table.ts';

export function appealNotices(event: RaceEvent): readonly NewNotice[] {
  if (event.type !== 'appealMade' && event.type !== 'appealAnswered') return [];
  const { appeal, at } = event;
  const about = { penalty: 0, at, appeal };
  const isOwn = appeal.driver.guid === appeal.decision.driver.guid;
  const accused = { ...about, guid: appeal.decision.driver.guid };
  if (event.type === 'appealMade') return isOwn ? [] : [{ ...accused, what: 'appealed against' }];
  const answered: NewNotice = { ...about, guid: appeal.driver.guid, what: 'appeal answered' };
  // A replacement decision is reported by its own event, unless the decision was only withdrawn.
  const isTold = appeal.answer?.instead !== undefined && appeal.answer.instead.says !== 'withdrawn';
  return isOwn || isTold ? [answered] : [answered, { ...accused, what: 'answered for other' }];
}

export const isAboutAppeal = (what: Notice['what']): what is AppealNotice =>
  what === 'appeal answered' || what === 'appealed against' || what === 'answered for other';

export const appealText = (what: Notice['what'], appeal: Appeal): Text =>
  what === 'appeal answered' ? answeredText(appeal) : othersAppealText(appeal, what === 'answered for other');

/** The driver that an appeal notice is for. */
export const concerned = ({ guid, appeal }: { readonly guid: string; readonly appeal: Appeal }): Driver =>
  appeal.driver.guid === guid ? appeal.driver : appeal.decision.driver;
