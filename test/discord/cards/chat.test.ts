import { describe, expect, test } from 'vitest';
import { postsOfLast } from '../posts.ts';
import { elena, type Told } from '../race.ts';

describe('chat', () => {
  const says = (text: string, name = 'Elena', changes: object = {}) =>
    postsOfLast({ type: 'chat', driver: { ...elena, name }, text, ...changes } as Told)[0];

  test('comes from its driver, and does nothing', () => {
    expect(says('**hi** @everyone')).toEqual({
      kind: 'chat',
      post: {
        lane: 'chat',
        author: { name: 'Elena' },
        body: { content: '\\*\\*hi\\*\\* @\u200Beveryone' },
      },
    });
  });

  test('that was noticed late says so', () => {
    expect(says('hi', 'Elena', { late: true })?.post.body.content).toBe('hi *(seen in log)*');
  });

  test('of invisible characters is nothing', () => {
    expect(says('\u200B \u202E')).toBeUndefined();
  });

  test.each([
    ['Discord Dan', 'Disc·rd Dan'],
    ['xCLYDEx', 'xCL·DEx'],
    ['Everyone', 'Car 3'],
    ['here', 'Car 3'],
    ['Catherene', 'Catherene'],
    ['@team #3 : a`b', '·team ·3 · aˋb'],
    ['', 'Car 3'],
  ])('of "%s" is sent under a name that Discord takes: "%s"', (name, expected) => {
    expect(says('hi', name)?.post.author?.name).toBe(expected);
  });
});
