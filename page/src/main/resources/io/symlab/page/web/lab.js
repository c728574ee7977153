// The line to the lab: the token, requests, and the stream of events.

const STORED = 'symlab-token';

/** Takes the token out of the address, so that it is in no history and no screenshot; keeps it for this address only. */
export function takeToken() {
  const given = new URLSearchParams(location.search).get('token');
  if (given) {
    localStorage.setItem(STORED, given);
    history.replaceState(null, '', location.pathname + location.hash);
  }
  return localStorage.getItem(STORED) || '';
}

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function request(path, options) {
  const headers = {Authorization: 'Bearer ' + takeToken(), ...options.headers};
  const response = await fetch(path, {...options, headers, cache: 'no-store', credentials: 'omit'});
  if (!response.ok) {
    let message = response.status + ' ' + response.statusText;
    try {
      message = (await response.json()).error || message;
    } catch {
      // no JSON: what HTTP says must do
    }
    throw new Refused(response.status, message);
  }
  return response;
}

export async function ask(path) {
  return (await request(path, {})).json();
}

/** Tells the lab to do something; resolves when it has been done. */
export async function tell(path, body) {
  const options = {method: 'POST', body: JSON.stringify(body || {}), headers: {'Content-Type': 'application/json'}};
  return (await request(path, options)).json();
}

/**
 * Follows the lab's events until stopped; begins again by itself when the line breaks.
 * on(kind, data) gets each event, state('live' | 'waiting' | 'refused', message) how the line is.
 */
export function follow(query, on, state) {
  const control = new AbortController();
  (async () => {
    let pause = 500;
    while (!control.signal.aborted) {
      try {
        const response = await request('api/events' + query, {signal: control.signal});
        state('live', '');
        pause = 500;
        await read(response.body, on);
      } catch (trouble) {
        if (control.signal.aborted) return;
        if (trouble instanceof Refused && trouble.status < 500) {
          state('refused', trouble.message);
          return;
        }
      }
      state('waiting', 'The lab does not answer; trying again.');
      await new Promise((done) => setTimeout(done, pause));
      pause = Math.min(pause * 2, 5000);
    }
  })();
  return () => control.abort();
}

/** Events as servers send them: lines "event: KIND" and "data: JSON", an empty line after each. */
async function read(body, on) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {done, value} = await reader.read();
    if (done) return;
    rest += value;
    const blocks = rest.split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      let kind = '';
      let data = '';
      for (const line of block.split('\n')) {
        if (line.startsWith('event: ')) kind = line.slice(7);
        else if (line.startsWith('data: ')) data += line.slice(6);
      }
      if (kind) on(kind, JSON.parse(data));
    }
  }
}
