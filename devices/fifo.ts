/** One command after another, in the order they were asked; a failed one does not stop the next. */
export class Fifo {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(command: () => Promise<T>): Promise<T> {
    const result = this.#last.then(command);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
