package io.symlab.actors.host;

import io.symlab.proto.DeviceRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the GPUs of this machine for this process, so that no two labs or workers lend the same
 * one. The kernel lets go of them however the process ends.
 */
public final class DeviceLocks implements AutoCloseable {
  private final List<FileChannel> held = new ArrayList<>();

  private DeviceLocks() {}

  /**
   * Takes all real ones of those.
   *
   * @param folder that all processes of the machine see
   * @throws IllegalArgumentException when another process has one, named by its pid
   */
  public static DeviceLocks take(Path folder, List<DeviceRecord> devices) throws IOException {
    var locks = new DeviceLocks();
    try {
      for (DeviceRecord device : devices) {
        if (device.getKind().equals(DeviceSettings.GPU)) {
          locks.take(folder.resolve("symlab-" + device.getName() + ".lock"), device.getName());
        }
      }
    } catch (IOException | RuntimeException e) {
      locks.close();
      throw e;
    }
    return locks;
  }

  private void take(Path file, String device) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    held.add(channel);
    try { // for other users of the machine, too; whoever did not make it may not
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    } catch (IOException | UnsupportedOperationException e) {
      // It was made by another user, who has done that.
    }
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new IllegalArgumentException(
          device
              + " is taken by another lab or worker of this machine (pid "
              + Files.readString(file).strip()
              + "); leave it out of symlab.devices, or end that one");
    }
    byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid), 0);
  }

  /** Lets go of them. */
  @Override
  public void close() throws IOException {
    for (FileChannel channel : held) {
      channel.close();
    }
    held.clear();
  }
}
