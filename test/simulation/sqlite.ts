import initialise, { type Database, type PreparedStatement, type Sqlite3Result } from '@sqlite.org/sqlite-wasm';
import { basename } from 'node:path';
import { faultOf, StoreError, writeAhead, type OpenStore, type Store, type StoreRow, type StoreValue } from '../../electron/ledger/store.ts';
import { DiskError, type Disk, type Mounted, type OpenFile } from './disk.ts';

/**
 * The real SQLite, of the same version as Node's, over a disk of ours: compiled to WebAssembly, with a file system of its own
 * in JavaScript (https://www.sqlite.org/vfs.html). Write-ahead log as in the terminal, its index in memory instead of a shared
 * file, which SQLite allows to whoever holds the file alone (https://www.sqlite.org/wal.html#noshm).
 */

const { capi, config, oo1, vfs, wasm } = await initialise();
// What it would say of each fault on the console is said by the error that it throws.
config.warn = () => {};
type Pointer = number;

const fileSystem = 'simulated';
/** What was mounted, by the name under which its files are opened: `<mounted>/<file>`. */
const mounts = new Map<string, Mounted>();
const openFiles = new Map<Pointer, OpenFile>();
let mounted = 0;

function placeOf(path: Pointer): { readonly disk: Mounted; readonly name: string } {
  const text = wasm.cstrToJs(path) ?? '';
  const disk = mounts.get(text.slice(0, text.indexOf('/')));
  if (disk === undefined) throw new DiskError('off');
  return { disk, name: basename(text) };
}

/** What SQLite is told of what the disk said. */
function code(work: () => Sqlite3Result | void, io: Sqlite3Result): Sqlite3Result {
  try {
    return work() ?? capi.SQLITE_OK;
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    return error.failure === 'full' ? capi.SQLITE_FULL : error.failure === 'read-only' ? capi.SQLITE_READONLY : io;
  }
}

function fileAt(pointer: Pointer): OpenFile {
  const file = openFiles.get(pointer);
  if (file === undefined) throw new DiskError('off');
  return file;
}

const bytesAt = (pointer: Pointer, length: number): Uint8Array => wasm.heap8u().subarray(pointer, pointer + length);

const methods = new capi.sqlite3_io_methods();
// The members of a C struct bear a dollar sign; the package's types know it of the other struct only.
Object.assign(methods, { $iVersion: 1 });
const driver = new capi.sqlite3_vfs();
driver.$iVersion = 2;
driver.$szOsFile = new capi.sqlite3_file().structInfo.sizeof;
driver.$mxPathname = 512;

vfs.installVfs({
  io: {
    struct: methods,
    methods: {
      xClose(file) {
        openFiles.delete(file);
        return capi.SQLITE_OK;
      },
      // A 64-bit integer arrives as bigint, whatever the package's types say.
      xRead: (file, buffer, length, offset: number | bigint) =>
        code(() => (fileAt(file).read(bytesAt(buffer, length), Number(offset)) < length ? capi.SQLITE_IOERR_SHORT_READ : capi.SQLITE_OK), capi.SQLITE_IOERR_READ),
      xWrite: (file, buffer, length, offset: number | bigint) => code(() => fileAt(file).write(bytesAt(buffer, length), Number(offset)), capi.SQLITE_IOERR_WRITE),
      xTruncate: (file, size: number | bigint) => code(() => fileAt(file).truncate(Number(size)), capi.SQLITE_IOERR_TRUNCATE),
      xSync: (file) => code(() => fileAt(file).sync(), capi.SQLITE_IOERR_FSYNC),
      xFileSize: (file, size) => code(() => void wasm.poke64(size, BigInt(fileAt(file).size())), capi.SQLITE_IOERR_FSTAT),
      // One process, one connection: whoever opened a file before the power failed holds nothing any more.
      xLock: () => capi.SQLITE_OK,
      xUnlock: () => capi.SQLITE_OK,
      xCheckReservedLock(_, held) {
        wasm.poke32(held, 0);
        return capi.SQLITE_OK;
      },
      xFileControl: () => capi.SQLITE_NOTFOUND,
      xSectorSize: () => 4_096 as Sqlite3Result,
      xDeviceCharacteristics: () => capi.SQLITE_IOCAP_POWERSAFE_OVERWRITE as number as Sqlite3Result,
    },
  },
  vfs: {
    struct: driver,
    name: fileSystem,
    asDefault: true,
    methods: {
      xOpen: (_, path, file, flags, outFlags) =>
        code(() => {
          const { disk, name } = placeOf(path);
          const handle = disk.open(name, (flags & capi.SQLITE_OPEN_CREATE) !== 0);
          openFiles.set(file, handle);
          new capi.sqlite3_file(file).$pMethods = methods.pointer;
          wasm.poke32(outFlags, flags);
        }, capi.SQLITE_CANTOPEN),
      xDelete: (_, path) =>
        code(() => {
          const { disk, name } = placeOf(path);
          disk.delete(name);
        }, capi.SQLITE_IOERR_DELETE),
      xAccess: (_, path, __, found) =>
        code(() => {
          const { disk, name } = placeOf(path);
          wasm.poke32(found, disk.exists(name) ? 1 : 0);
        }, capi.SQLITE_IOERR_ACCESS),
      xFullPathname: (_, path, room, full) => (wasm.cstrncpy(full, path, room) < room ? capi.SQLITE_OK : capi.SQLITE_CANTOPEN),
      // The salt of a log: any will do, and the same in every run.
      xRandomness(_, length, into) {
        bytesAt(into, length).fill(7);
        return length as Sqlite3Result;
      },
      xSleep: () => capi.SQLITE_OK,
      xCurrentTimeInt64(_, time) {
        wasm.poke64(time, 0n);
        return capi.SQLITE_OK;
      },
      xGetLastError: () => 0,
    },
  },
});

/** How a terminal opens its store on this disk. `weakened`: without syncing, as nobody should: to see that the tests would notice. */
export function storeOn(disk: Disk, { weakened = false }: { readonly weakened?: boolean } = {}): OpenStore {
  return (file, { readOnly }) => {
    const name = `mounted${(mounted += 1)}`;
    mounts.set(name, disk.mount());
    const close = (database: Database | null): void => {
      database?.close();
      mounts.delete(name);
    };
    let database: Database | null = null;
    try {
      database = translated(null, () => new oo1.DB(`${name}/${basename(file)}`, readOnly ? 'r' : 'c', fileSystem));
      const opened = database;
      translated(opened, () => opened.exec('PRAGMA locking_mode = EXCLUSIVE;'));
      if (!readOnly) translated(opened, () => opened.exec(writeAhead));
      if (weakened) opened.exec('PRAGMA synchronous = OFF;');
      return storeOver(opened, () => close(opened));
    } catch (error) {
      close(database);
      throw error;
    }
  };
}

function translated<T>(database: Database | null, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error) || !('resultCode' in error)) throw error;
    const said = database === null || !database.isOpen() ? error.message : capi.sqlite3_errmsg(database.pointer ?? 0);
    throw new StoreError(faultOf(Number(error.resultCode), said), error);
  }
}

function storeOver(database: Database, close: () => void): Store {
  /** While one of them lives, SQLite closes nothing. */
  const statements: PreparedStatement[] = [];
  const prepared = (sql: string): PreparedStatement => {
    const statement = translated(database, () => database.prepare(sql));
    statements.push(statement);
    return statement;
  };
  const [begin, commit] = [prepared('BEGIN IMMEDIATE'), prepared('COMMIT')];
  const end = (statement: PreparedStatement): void => translated(database, () => void statement.stepReset());
  /** Its fault, if there was one, has been told by the step. */
  const rest = (statement: PreparedStatement): void => void (database.isOpen() && capi.sqlite3_reset(statement.pointer ?? 0));
  const run = (sql: string): void => void translated(database, () => database.exec(sql));
  return {
    exec: run,
    prepare(sql, options) {
      const statement = prepared(sql);
      const columns = statement.columnCount === 0 ? [] : statement.getColumnNames([]);
      const wholeIntegers = options?.wholeIntegers ?? false;
      const row = (): StoreRow => Object.fromEntries(columns.map((column, index) => [column, valueAt(statement, index, wholeIntegers)]));
      const bind = (parameters: readonly StoreValue[]): void => {
        rest(statement);
        for (const [index, parameter] of parameters.entries()) statement.bind(index + 1, parameter);
      };
      const step = (): boolean => translated(database, () => statement.step());
      const all = (parameters: readonly StoreValue[]): StoreRow[] => {
        const rows: StoreRow[] = [];
        try {
          for (bind(parameters); step(); ) rows.push(row());
          return rows;
        } finally {
          rest(statement);
        }
      };
      return {
        run: (...parameters) => void all(parameters),
        get(...parameters) {
          try {
            bind(parameters);
            return step() ? row() : undefined;
          } finally {
            rest(statement);
          }
        },
        all: (...parameters) => all(parameters),
        *iterate(...parameters) {
          try {
            for (bind(parameters); step(); ) yield row();
          } finally {
            rest(statement);
          }
        },
      };
    },
    transaction(work) {
      end(begin);
      try {
        const value = work();
        end(commit);
        return value;
      } catch (error) {
        // As with the real one: some failures SQLite has undone by itself.
        if (database.isOpen() && capi.sqlite3_get_autocommit(database.pointer ?? 0) === 0) database.exec('ROLLBACK');
        throw error;
      }
    },
    close() {
      for (const statement of statements.splice(0)) statement.finalize();
      close();
    },
  };
}

function valueAt(statement: PreparedStatement, index: number, wholeIntegers: boolean): StoreValue {
  const value = statement.get(index) as StoreValue;
  return wholeIntegers && typeof value === 'number' ? BigInt(value) : value;
}
