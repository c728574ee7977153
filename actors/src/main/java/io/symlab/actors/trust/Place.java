package io.symlab.actors.trust;

/**
 * Where a process of a cluster is, and where its lab is.
 *
 * @param name of the node; the lab's is {@link #LAB}
 * @param host address that it binds, and by which the others know it
 * @param port of the cluster
 * @param labHost the lab's address
 * @param labPort the lab's port of the cluster
 * @param enrolmentPort the lab's for new workers, open while an invitation is; 0 for a worker
 */
public record Place(
    String name, String host, int port, String labHost, int labPort, int enrolmentPort) {
  /** The name of the process with the journal. */
  public static final String LAB = "lab";

  /** Of a lab. */
  static Place ofLab(String host, int port, int enrolmentPort) {
    return new Place(LAB, host, port, host, port, enrolmentPort);
  }
}
