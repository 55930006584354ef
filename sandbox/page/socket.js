const FIRST_DELAY_MS = 300;
const LONGEST_DELAY_MS = 5000;

/**
 * JSON frames over a websocket that reconnects by itself, with a longer delay after every failure.
 *
 * @param {{ url: string, onFrame: (frame: any) => void, onState: (state: 'live' | 'lost') => void }} options
 */
export function openSocket({ url, onFrame, onState }) {
  /** @type {WebSocket} */
  let socket;
  let delay = FIRST_DELAY_MS;
  connect();

  function connect() {
    socket = new WebSocket(url);
    socket.onopen = () => {
      delay = FIRST_DELAY_MS;
      onState('live');
    };
    socket.onmessage = ({ data }) => onFrame(JSON.parse(data));
    socket.onclose = () => {
      onState('lost');
      setTimeout(connect, delay);
      delay = Math.min(delay * 2, LONGEST_DELAY_MS);
    };
  }

  return {
    /** False without a connection: nothing is queued, and the person can repeat it. */
    send(/** @type {object} */ frame) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(frame));
      return true;
    },
  };
}
