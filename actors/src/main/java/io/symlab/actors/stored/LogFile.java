package io.symlab.actors.stored;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file in LevelDB's log format, which its journal and its manifest have: blocks of 32 KiB with
 * records, each with a checksum (doc/log_format.md of LevelDB). LevelDB itself leaves out what it
 * can't read in such a file, without a word; this tells.
 *
 * @param records those that can be read
 * @param damage where the first one begins that can't; -1: there is none
 * @param end what can be told of the damage
 */
record LogFile(List<byte[]> records, long damage, End end) {
  /** How a log ends, as far as it can be read. */
  enum End {
    WHOLE,
    /** Within its last record: the writer was killed, or lost its power. */
    CUT_SHORT,
    /** With a record that is there and not what was written; the same, or damage since. */
    LAST_IS_WRONG,
    /** Records follow that can be read. */
    DAMAGED
  }

  private static final int BLOCK = 32 * 1024;
  private static final int HEADER = 7;
  private static final int MASK_DELTA = 0xa282ead8;

  private static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int MIDDLE = 3;
  private static final int LAST = 4;

  static LogFile read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<byte[]> records = new ArrayList<>();
    ByteArrayOutputStream parts = null;
    long partsFrom = 0;
    int at = 0;
    while (at < bytes.length) {
      int left = BLOCK - at % BLOCK;
      if (left < HEADER || isBlank(bytes, at, Math.min(at + left, bytes.length))) {
        at += left; // the end of a block that no header fits into, or room that was never used
        continue;
      }
      int type = isValid(bytes, at) ? bytes[at + 6] : -1;
      boolean begins = type == FULL || type == FIRST;
      boolean goesOn = type == MIDDLE || type == LAST;
      boolean inOrder = (begins && parts == null) || (goesOn && parts != null);
      if (!inOrder) {
        return new LogFile(records, parts == null ? at : partsFrom, end(bytes, at));
      }
      if (parts == null) {
        parts = new ByteArrayOutputStream();
        partsFrom = at;
      }
      parts.write(bytes, at + HEADER, length(bytes, at));
      if (type == FULL || type == LAST) {
        records.add(parts.toByteArray());
        parts = null;
      }
      at += HEADER + length(bytes, at);
    }
    return parts == null
        ? new LogFile(records, -1, End.WHOLE)
        : new LogFile(records, partsFrom, End.CUT_SHORT);
  }

  /** Whether nothing can be read after the damage, if there is any. */
  boolean torn() {
    return end != End.DAMAGED;
  }

  private static End end(byte[] bytes, int damage) {
    if (!isNothingAfter(bytes, damage)) {
      return End.DAMAGED;
    }
    boolean more =
        damage + HEADER > bytes.length || damage + HEADER + length(bytes, damage) > bytes.length;
    return more ? End.CUT_SHORT : End.LAST_IS_WRONG;
  }

  private static boolean isNothingAfter(byte[] bytes, int damage) {
    for (int at = damage + 1; at < bytes.length; at++) {
      boolean fits = BLOCK - at % BLOCK >= HEADER;
      if (fits && isValid(bytes, at) && (bytes[at + 6] == FULL || bytes[at + 6] == FIRST)) {
        return false;
      }
    }
    return !isValid(bytes, damage); // a whole part of a record that is not in its place
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a record of at least one byte begins here that is what was written. */
  private static boolean isValid(byte[] bytes, int at) {
    if (at + HEADER > bytes.length) {
      return false;
    }
    int type = bytes[at + 6];
    int length = length(bytes, at);
    if (type < FULL || type > LAST || length > BLOCK - at % BLOCK - HEADER) {
      return false;
    }
    if (at + HEADER + length > bytes.length) {
      return false;
    }
    var sum = new CRC32C();
    sum.update(bytes, at + 6, length + 1);
    int value = (int) sum.getValue();
    int masked = ((value >>> 15) | (value << 17)) + MASK_DELTA;
    return masked == ByteBuffer.wrap(bytes, at, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  private static int length(byte[] bytes, int at) {
    return (bytes[at + 4] & 0xff) | (bytes[at + 5] & 0xff) << 8;
  }
}
