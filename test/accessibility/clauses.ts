/**
 * What the law and the standard ask of a terminal, clause by clause, and what shows that it is so: the source of `conformance.md`
 * (`npm run conformance -- --write`). Numbers and clauses as the requirements of this project name them: Directive (EU) 2019/882,
 * EN 301 549 V3.2.1, WCAG 2.2 through WCAG2ICT, and the project's own decisions [D]. Confidence stands there, not here.
 */

/**
 * - `shown`: a test of this repository fails when it is not so.
 * - `partly`: a test shows the part that is named; the rest is named too.
 * - `hardware`: only a terminal that stands somewhere can show it.
 * - `people`: only people who need it can show it.
 * - `exempt`: the clause does not apply, for the reason named.
 */
export type ConformanceResult = 'shown' | 'partly' | 'hardware' | 'people' | 'exempt';

export interface Clause {
  readonly id: `A11Y-${number}`;
  readonly clause: string;
  readonly asks: string;
  readonly how: string;
  readonly result: ConformanceResult;
  /** File and the test's name in it. */
  readonly tests: readonly (readonly [file: string, name: string])[];
}

const everyScreen = 'renderer/speech/every-screen.test.tsx';
const readerTest = 'renderer/speech/reader.test.ts';
const voiceTest = 'renderer/speech/voice.test.ts';
const speechJourneys = 'test/journeys/speech.spec.ts';
const keypadJourneys = 'test/journeys/keypad.spec.ts';
const measured = ['test/journeys/screens.spec.ts', 'every screen fits, can be touched, and keeps the dock where it is'] as const;
const axe = ['test/journeys/screens.spec.ts', 'axe finds nothing on any screen'] as const;
const everyFixtureRead = [everyScreen, '%s is read with its title, every price and every error on it'] as const;
const letterHeard = [speechJourneys, 'a letter is heard from the first screen to the last: what it costs, where its label comes out, that it is done'] as const;
const byKeypad = [keypadJourneys, 'a letter is bought by the keypad alone, its screen dark, by ear'] as const;
const askedInTime = ['flows/customer/attention.test.ts', 'after a minute the terminal asks, with the time left and ten extensions, and keeps the basket'] as const;
const keptPrivate = [speechJourneys, 'an address is kept from the room until its owner, warned, asks for it (A11Y-19)'] as const;
const pinUnsaid = [everyScreen, 'no digit of a PIN is said aloud, whoever stands there (A11Y-18)'] as const;
const comfort = ['test/journeys/touch.spec.ts', 'themes and large text are one touch away, hold through the session and end with it'] as const;

export const clauses: readonly Clause[] = [
  { id: 'A11Y-1', clause: 'Annex I.I 2(o)', asks: 'text to speech of all that is needed on a screen', how: 'every view there is, is read from its roles, names and states (`renderer/speech/reading.ts`)', result: 'shown', tests: [everyFixtureRead] },
  { id: 'A11Y-2', clause: 'Annex I.I 2(o)', asks: 'personal headphones may be used, and start it', how: 'three sources, any one suffices (`renderer/speech/headphones.ts`); the jack itself is hardware', result: 'partly', tests: [[speechJourneys, 'headphones start it; pulled out, it is silent within 200 ms, and asks how to go on (A11Y-2, A11Y-77)']] },
  { id: 'A11Y-3', clause: 'Annex I.I 2(o)', asks: 'a time limit is told by more than one sense', how: 'a question on the screen, and said at once while the terminal speaks; no sound of its own', result: 'partly', tests: [askedInTime, [readerTest, 'is an error at once (A11Y-25)']] },
  { id: 'A11Y-4', clause: 'Annex I.I 2(o)', asks: 'the time can be extended', how: 'one touch, or any key of any device', result: 'shown', tests: [['test/journeys/touch.spec.ts', 'more time is offered, taken at one touch, and the basket is kept'], [keypadJourneys, 'any key says that somebody is there (A11Y-4)']] },
  { id: 'A11Y-5', clause: 'Annex I.I 2(o)', asks: 'contrast; keys that fingers can tell apart', how: 'every pair of colours is measured; the keypad is hardware', result: 'partly', tests: [['renderer/theme/tokens.test.ts', 'black on white is 21:1, so the measure itself is right'], ['electron/theme/theme.test.ts', '%s is one that everybody can read: every pair of its colours is measured']] },
  { id: 'A11Y-6', clause: 'Annex I.I 2(o), EN 5.2', asks: 'what somebody needs to find a switch is not behind that switch', how: 'one key without words for each mode on every screen; speech by headphones or by any key of the keypad', result: 'shown', tests: [['renderer/parts/modes.test.ts', '%s is on after one touch and as before after two'], byKeypad] },
  { id: 'A11Y-7', clause: 'Annex I.I 2(o)', asks: 'sound works with hearing aids', how: 'one channel, made as mono; the jack and an induction loop are hardware', result: 'hardware', tests: [] },
  { id: 'A11Y-8', clause: 'Annex I.I 1–2', asks: 'more than one sense, adjustable, nothing that flashes, private', how: 'speech and screen say the same; modes combine; `renderer/theme/motion.css` is slower than once a second', result: 'partly', tests: [['renderer/parts/modes.test.ts', 'combines with all others: one touch changes one preference'], letterHeard] },
  { id: 'A11Y-9', clause: 'Annex I.I 3, III', asks: 'what there is for whom is said on the machine, and help is always the same key', how: 'the accessibility key of the dock; Help on every device. No page explains the modes in sentences', result: 'partly', tests: [[keypadJourneys, 'help is the same key on every screen, and what lies behind its question is not reached (A11Y-9, A11Y-74)']] },
  { id: 'A11Y-10', clause: '5.1.2.2', asks: 'operable without attaching anything', how: 'a purchase by keypad alone, the screen dark', result: 'shown', tests: [byKeypad] },
  { id: 'A11Y-11', clause: '5.1.3.1', asks: 'all functions without sight', how: 'every view, dialog and state has a reading in every language', result: 'shown', tests: [everyFixtureRead, byKeypad] },
  { id: 'A11Y-12', clause: '5.1.3.2', asks: 'the outlet for sound is found without sight', how: 'a jack with a tactile mark', result: 'hardware', tests: [] },
  { id: 'A11Y-13', clause: '5.1.3.3', asks: 'what is heard is what is focused', how: 'one focus, the browser’s own; its accessible name is in what is said', result: 'shown', tests: [[everyScreen, 'every key on every screen is heard by its name, as assistive technology has it (A11Y-13)']] },
  { id: 'A11Y-14', clause: '5.1.3.4', asks: 'speech is interrupted and repeated on request', how: 'a key for each', result: 'shown', tests: [[voiceTest, 'is silent at once when it is stopped, and says it all again when asked (A11Y-14)']] },
  { id: 'A11Y-15', clause: '5.1.3.5', asks: 'new speech ends the old; never two at once', how: 'one voice, one queue (`renderer/speech/voice.ts`)', result: 'shown', tests: [[voiceTest, 'never says two things at once, whatever keys are pressed and whenever']] },
  { id: 'A11Y-16', clause: '5.1.3.6', asks: 'what is no text has words', how: 'drawings are decoration beside words, or named; axe looks', result: 'shown', tests: [axe] },
  { id: 'A11Y-17', clause: '5.1.3.7, 5.1.5', asks: 'sounds and pictures have a twin', how: 'the one sound says that somebody was called, and the screen says it too; there is no video', result: 'shown', tests: [['renderer/parts/chime.test.ts', 'is made while somebody is called, and ends when a worker is there']] },
  { id: 'A11Y-18', clause: '5.1.3.8', asks: 'masked characters are not spoken', how: 'a star; a card’s PIN is typed on the card terminal alone', result: 'shown', tests: [pinUnsaid, [readerTest, 'is no digit of a PIN to a room, though it was asked for']] },
  { id: 'A11Y-19', clause: '5.1.3.9', asks: 'what is private is said in private', how: 'into headphones, or to whoever was warned and asked again', result: 'shown', tests: [keptPrivate, [everyScreen, 'no name and no street is said aloud before whoever it belongs to wants it (A11Y-19)']] },
  { id: 'A11Y-20', clause: '5.1.3.10, WCAG 1.4.2', asks: 'no other sound for more than three seconds', how: 'the call’s sound is shorter, and waits while something is said', result: 'shown', tests: [['renderer/speech/loudness.test.ts', 'no other sound lasts longer than three seconds (A11Y-20)']] },
  { id: 'A11Y-21', clause: '5.1.3.11', asks: 'the volume is set without sight', how: 'two keys, announced', result: 'shown', tests: [[speechJourneys, 'it is repeated, silenced, made quicker and louder by keys, and says so']] },
  { id: 'A11Y-22', clause: '5.1.3.12', asks: 'a loudspeaker of at least 65 dBA in steps', how: 'ten steps, each louder; how loud is a sound meter’s to say', result: 'partly', tests: [['renderer/speech/loudness.test.ts', 'each step of the volume is louder than the one before, and none more than there is (A11Y-22)']] },
  { id: 'A11Y-23', clause: '5.1.3.13', asks: 'the volume is reset after every use', how: 'it is a preference of the session, and ends with it', result: 'shown', tests: [['renderer/speech/loudness.test.ts', 'every use begins with the usual volume (A11Y-23)']] },
  { id: 'A11Y-24', clause: '5.1.3.14', asks: 'spoken language = shown language', how: 'one voice for each language; where there is none (Breton) nothing else speaks in its place', result: 'shown', tests: [[speechJourneys, 'the voice speaks the language that is shown, and changes with it (A11Y-24)'], ['electron/speech/speech.test.ts', 'in a language that nothing here speaks is answered so, and no other voice takes its place (A11Y-24)']] },
  { id: 'A11Y-25', clause: '5.1.3.15', asks: 'errors are said', how: 'at once, before whatever else is being said', result: 'shown', tests: [[readerTest, 'is an error at once (A11Y-25)'], everyFixtureRead] },
  { id: 'A11Y-26', clause: '5.1.3.16', asks: 'a receipt can be heard', how: 'what was bought, its weight, place, price, number, VAT and whether it was printed (`renderer/parts/receipt-dialog.tsx`)', result: 'shown', tests: [everyFixtureRead] },
  { id: 'A11Y-27', clause: '5.1.4', asks: 'a mode in which a capital subtends 0.7° at the stated distance', how: 'sizes are computed from it; the smallest capital of every screen is measured at the largest size', result: 'shown', tests: [measured] },
  { id: 'A11Y-28', clause: '5.1.6.1–2', asks: 'operable by keys; the focus leaves everything the way it came', how: 'stops in reading order, around the end and back; keys pressed at random never lose the focus', result: 'shown', tests: [[keypadJourneys, 'keys that are pressed at random never lose the focus, and never make two voices speak at once'], ['renderer/input/scanning.test.ts', 'from anywhere on any page, whoever moves on alone comes back to its beginning: nobody is caught (A11Y-28)'], byKeypad] },
  { id: 'A11Y-29', clause: '5.1.7', asks: 'nothing wants speech input', how: 'there is none', result: 'exempt', tests: [] },
  { id: 'A11Y-30', clause: '5.2', asks: 'features are switched on by those who need them', how: 'as A11Y-6', result: 'shown', tests: [['renderer/parts/modes.test.ts', '%s is on after one touch and as before after two']] },
  { id: 'A11Y-31', clause: '5.3', asks: 'no biometrics as the only means', how: 'there are none', result: 'exempt', tests: [] },
  { id: 'A11Y-32', clause: '5.4', asks: 'what is converted keeps its accessibility', how: 'no electronic receipt is offered', result: 'exempt', tests: [] },
  { id: 'A11Y-33', clause: '5.5.1, 5.5.2', asks: 'parts are told apart without being set off', how: 'while the terminal speaks, a finger explores and a second tap takes', result: 'shown', tests: [['test/journeys/explore.spec.ts', 'a finger that is laid on a key hears it, and nothing is pressed; the second tap takes it']] },
  { id: 'A11Y-34', clause: '5.6.1–2', asks: 'whether something is on is seen and heard', how: '`aria-pressed`, a tick, and a word', result: 'shown', tests: [[readerTest, 'is said by its name, its state and its place, and ends what was being said'], [readerTest, 'is what a touch turned on']] },
  { id: 'A11Y-35', clause: '5.7', asks: 'a held key does not repeat', how: 'repeats are ignored', result: 'shown', tests: [['renderer/input/key-presses.test.ts', 'that is held for five seconds is pressed once (A11Y-35)']] },
  { id: 'A11Y-36', clause: '5.8', asks: 'a double strike can be kept out', how: '`keys.doubleStrikeMs`, 0 to 1,000; a screen that has just come takes no touch for a moment', result: 'shown', tests: [['renderer/input/key-presses.test.ts', 'does not keep another key from being taken'], ['renderer/parts/settling.test.ts', 'meets a screen that takes no touch yet, and a moment later takes it']] },
  { id: 'A11Y-37', clause: '5.9', asks: 'nothing wants two things at once', how: 'one pointer, no chord, no gesture', result: 'shown', tests: [['test/journeys/switches.spec.ts', 'a letter is bought with two actions only']] },
  { id: 'A11Y-40', clause: '8.3', asks: 'what is operated stands between 380 and 1,220 mm', how: 'in low reach everything is below 1,100 mm, computed from `display.lowerEdgeMillimetres`, measured on every screen', result: 'shown', tests: [measured] },
  { id: 'A11Y-41', clause: '8.3', asks: 'low reach is one touch, itself low', how: 'its key is in the last row of every screen', result: 'shown', tests: [['renderer/parts/modes.test.ts', '%s is on after one touch and as before after two'], measured] },
  { id: 'A11Y-42', clause: '8.3', asks: 'legible from 1,015 mm', how: 'in low reach nothing that must be read stands above; the angle of a display is hardware', result: 'partly', tests: [measured] },
  { id: 'A11Y-43', clause: '8.4, 8.5', asks: 'tactile marks, forces, shapes of tickets', how: 'the choice of the keypad', result: 'hardware', tests: [] },
  { id: 'A11Y-44', clause: '8.1.3', asks: 'no light by colour alone', how: 'the lamp of a call blinks, and screen and sound say the same; no other light is driven', result: 'hardware', tests: [] },
  { id: 'A11Y-50', clause: 'WCAG 1.1.1, 1.3.1, 1.3.2, 4.1.2', asks: 'a real accessibility tree', how: 'axe over every view, A and AA', result: 'shown', tests: [axe] },
  { id: 'A11Y-51', clause: 'WCAG 1.3.4', asks: 'either orientation', how: 'the display is fixed in its place; both ways of standing are built and measured', result: 'exempt', tests: [measured] },
  { id: 'A11Y-52', clause: 'WCAG 1.4.1, 1.4.3, 1.4.11', asks: '4.5:1, 3:1, and 7:1 in high contrast', how: 'every pair of text and ground, in every theme, an operator’s too', result: 'shown', tests: [['electron/theme/theme.test.ts', 'whose words cannot be told from their ground does not start, and says which'], ['electron/theme/theme.test.ts', 'needs 7:1 in high contrast']] },
  { id: 'A11Y-53', clause: 'WCAG 1.4.4, 1.4.10, 1.4.12', asks: 'large text without loss, no scrolling two ways', how: 'cut, covered and overlapping text is looked for in German at the largest size', result: 'shown', tests: [measured] },
  { id: 'A11Y-54', clause: 'WCAG 1.4.2', asks: 'sound can be stopped', how: 'as A11Y-14 and A11Y-20', result: 'shown', tests: [[voiceTest, 'is silent at once when it is stopped, and says it all again when asked (A11Y-14)']] },
  { id: 'A11Y-55', clause: 'WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11', asks: 'keys reach everything; the focus is seen', how: 'the keypad is the keyboard; a purchase by it. The outline is a measured colour, not measured on every screen', result: 'partly', tests: [byKeypad, [keypadJourneys, 'a street is typed by the keypad alone: Select on its field, up and down between rows, Back and Next within one']] },
  { id: 'A11Y-56', clause: 'WCAG 2.1.4', asks: 'no character is a shortcut', how: 'letters act in fields alone', result: 'shown', tests: [['renderer/input/bindings.test.ts', 'never include a letter, a digit or the space: those are typed (A11Y-56)'], ['renderer/input/key-presses.test.ts', 'does nothing with any character outside a field (A11Y-56)']] },
  { id: 'A11Y-57', clause: 'WCAG 2.2.1', asks: 'a warning, 20 s to answer, ten extensions', how: '60 s and 30 s, twice that in any unhurried mode; none while a card is asked or a label printed', result: 'shown', tests: [askedInTime, ['flows/customer/attention.test.ts', 'can be extended ten times at one touch each, the basket kept, and then ends'], ['flows/customer/attention.test.ts', 'does not run while the card is being asked or a label printed: those have times of their own']] },
  { id: 'A11Y-58', clause: 'WCAG 2.2.2, 2.3.1', asks: 'movement can be stopped, nothing flashes', how: 'one key stops all of it', result: 'shown', tests: [['renderer/parts/modes.test.ts', '%s is on after one touch and as before after two']] },
  { id: 'A11Y-59', clause: 'WCAG 2.5.1, 2.5.2, 2.5.7', asks: 'one pointer, acts when let go, no dragging', how: '`renderer/parts/press.tsx`', result: 'shown', tests: [['test/journeys/touch.spec.ts', 'a key acts when it is let go, not when it is touched; sliding off undoes the touch']] },
  { id: 'A11Y-60', clause: 'WCAG 2.5.8 [D]', asks: '15 mm, 20 mm where it matters, 3 mm apart', how: 'measured on every view', result: 'shown', tests: [measured, ['test/journeys/screens.spec.ts', 'the measuring finds what is wrong: a key too small, two too near, a sentence cut off, a line beyond the edge']] },
  { id: 'A11Y-61', clause: 'WCAG 2.5.3', asks: 'the name contains the label', how: 'axe, and the reading of every key', result: 'shown', tests: [[everyScreen, 'every key on every screen is heard by its name, as assistive technology has it (A11Y-13)']] },
  { id: 'A11Y-62', clause: 'WCAG 3.1.1, 3.1.2', asks: 'the language is marked, and drives the voice', how: '`lang` on the page and its foreign parts', result: 'shown', tests: [[speechJourneys, 'the voice speaks the language that is shown, and changes with it (A11Y-24)']] },
  { id: 'A11Y-63', clause: 'WCAG 3.2.3, 3.2.4, 3.2.6', asks: 'back, help and the rest always in one place', how: 'the dock’s boxes are compared over all screens', result: 'shown', tests: [measured] },
  { id: 'A11Y-64', clause: 'WCAG 3.3.1–4', asks: 'errors with a remedy; a look before paying; reversible until then', how: 'the basket before the payment; every problem has its sentence', result: 'shown', tests: [everyFixtureRead, ['test/journeys/touch.spec.ts', 'a double tap on Cancel asks the question, and does not answer it']] },
  { id: 'A11Y-65', clause: 'WCAG 3.3.7', asks: 'nothing is asked twice', how: 'the sender is typed once a session', result: 'shown', tests: [['test/journeys/abroad.spec.ts', 'a second parcel goes with the first: the sender is asked once, and all is paid at once']] },
  { id: 'A11Y-66', clause: 'WCAG 3.3.8', asks: 'no test of memory', how: 'customers have none; workers have a badge', result: 'shown', tests: [['test/journeys/called.spec.ts', 'by the customer: the basket waits, the lamp burns, and the worker who comes finds it as it was']] },
  { id: 'A11Y-67', clause: 'COGA', asks: 'one decision a screen, plain words', how: 'rules of the looks; a register of easy French. Whether it is understood, a group of readers says', result: 'people', tests: [['renderer/parts/modes.test.ts', 'easy words are offered where there are some']] },
  { id: 'A11Y-68', clause: 'WCAG 2.3.3', asks: 'less motion, silence by default', how: 'a mode, and nothing plays by itself', result: 'shown', tests: [['renderer/parts/chime.test.ts', 'is not made in a page that a test drives, unless it asks for it'], comfort] },
  { id: 'A11Y-70', clause: '[D]', asks: 'one vocabulary of actions, no collision', how: '`flows/actions.ts`, `renderer/input/bindings.ts`', result: 'shown', tests: [['renderer/input/bindings.test.ts', 'of one device never mean the same twice, and no key is of two devices (A11Y-70)'], ['renderer/input/bindings.test.ts', 'mean together everything that can be meant']] },
  { id: 'A11Y-71', clause: '[D]', asks: 'two switches suffice', how: 'scanning by rows (`renderer/input/scanning.ts`)', result: 'shown', tests: [['test/journeys/switches.spec.ts', 'a letter is bought with two actions only'], ['test/journeys/switches.spec.ts', 'an address is typed with two actions: a row, then a letter']] },
  { id: 'A11Y-72', clause: '[D]', asks: 'the rate is set, and reset', how: 'five steps', result: 'shown', tests: [['electron/speech/program.test.ts', 'is quicker at each step of the rate'], [speechJourneys, 'it is repeated, silenced, made quicker and louder by keys, and says so']] },
  { id: 'A11Y-73', clause: '[D]', asks: 'the screen can be dark while one listens', how: 'one key; it says so to whoever stands there', result: 'shown', tests: [byKeypad] },
  { id: 'A11Y-74', clause: '[D]', asks: 'the topmost question is all there is', how: 'what lies behind is inert', result: 'shown', tests: [[keypadJourneys, 'help is the same key on every screen, and what lies behind its question is not reached (A11Y-9, A11Y-74)']] },
  { id: 'A11Y-75', clause: '[D]', asks: 'keys are known by their place', how: '`event.code`; a keypad under a real compositor has not been tried', result: 'partly', tests: [['renderer/input/key-presses.test.ts', 'means what its table says, also in a field, whatever the layout makes of it (A11Y-75)']] },
  { id: 'A11Y-76', clause: '[D]', asks: 'headphones are noticed in three ways', how: 'the keypad’s jack, the host’s switch, the page’s outputs; 300 ms', result: 'shown', tests: [['renderer/speech/headphones.test.ts', 'that go in are heard of once, whichever of the three says so first (A11Y-76)'], ['electron/speech/jack.test.ts', 'is told to whoever listens, and looked for again when its file is gone']] },
  { id: 'A11Y-77', clause: '[D]', asks: 'pulled out: silence, and a question', how: 'within 200 ms', result: 'shown', tests: [[speechJourneys, 'headphones start it; pulled out, it is silent within 200 ms, and asks how to go on (A11Y-2, A11Y-77)']] },
  { id: 'A11Y-78', clause: '[D]', asks: 'the keypad’s table is configuration, checked', how: '`keys` in `terminal.json`; unknown keys are counted and typed nowhere', result: 'shown', tests: [['renderer/input/key-presses.test.ts', 'that no table knows does nothing, is not typed, and is counted (A11Y-78)'], ['electron/theme/theme.test.ts', 'is told what the keys of this terminal mean (A11Y-78)']] },
  { id: 'A11Y-79', clause: '[D]', asks: 'speech is made here, within 300 ms', how: 'a program of the machine; the time is a figure of `npm run bench -- speech`', result: 'shown', tests: [['electron/speech/program.test.ts', 'is given the text on its standard input, its voice and its speed as words']] },
];
