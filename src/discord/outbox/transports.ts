/** Wrappers between the outbox and Discord. */
import { type AddressOf, withLinks } from '../common/cardLinks.ts';
import type { Transport } from './transport.ts';

/** Replaces references to messages with their addresses when a post is sent. */
export const linkingTransport = ({ send, edit, pin, attach, since }: Transport, addressOf: AddressOf): Transport => ({
  send: (channel, message) => send(channel, { ...message, body: withLinks(message.body, addressOf) }),
  edit: (channel, messageId, body, withinMs) => edit(channel, messageId, withLinks(body, addressOf), withinMs),
  pin: (...message) => pin(...message),
  attach: (channel, messageId, { body, files }) =>
    attach(channel, messageId, { body: withLinks(body, addressOf), files }),
  since: (...question) => since(...question),
});

/** Responses after the end are ignored, because the store is closed by then: the message stays in doubt. */
export function answeringUntil({ send, edit, pin, attach, since }: Transport, isOver: () => boolean): Transport {
  const unlessOver = <Answer>(answer: Promise<Answer>): Promise<Answer> =>
    new Promise((resolve, reject) => {
      answer.then(
        (value) => isOver() || resolve(value),
        (error: unknown) => isOver() || reject(error),
      );
    });
  return {
    send: (...message) => unlessOver(send(...message)),
    edit: (...message) => unlessOver(edit(...message)),
    pin: (...message) => unlessOver(pin(...message)),
    attach: (...message) => unlessOver(attach(...message)),
    since: (...question) => unlessOver(since(...question)),
  };
}
