import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

/**
 * What the kiosk is held against: the least that React can do with a tap, and with a weight that comes over a socket. It
 * bears the kiosk's marks, so that both are watched and touched in the same way.
 */
function Page() {
  const [open, setOpen] = useState(false);
  const [grams, setGrams] = useState<number | null>(null);
  useEffect(() => {
    const socket = new WebSocket(`ws://${window.location.host}/`);
    socket.addEventListener('message', (event: MessageEvent<string>) => setGrams((JSON.parse(event.data) as { grams: number }).grams));
    return () => socket.close();
  }, []);
  return (
    <div data-screen="bare" data-dialog={open ? 'open' : undefined}>
      {/* On release, as the kiosk does. */}
      <button type="button" data-intent={open ? 'dialog.closed' : 'dialog.opened'} data-choice="languages" style={{ padding: 60 }} onPointerUp={() => setOpen(!open)}>
        {open ? 'Close' : 'Open'}
      </button>
      <p className="reading">{grams === null ? null : `${grams} g`}</p>
    </div>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<Page />);
