package io.symlab.cli.nodes;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.actors.trust.Joining;
import io.symlab.actors.trust.NodeNames;
import io.symlab.actors.trust.Token;
import io.symlab.actors.worker.WorkerProcess;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab worker}: be a worker of a lab. */
@Command(
    name = "worker",
    header = "Work for a lab that runs elsewhere.",
    description = {
      "'lab invite' on the lab's machine prints the command that joins. From then on 'lab worker'"
          + " alone, with the same --home, starts the worker again. It stays in the foreground until"
          + " Ctrl-C or SIGTERM, which gives what it works on back to the lab first. When the lab is"
          + " away it waits and comes back by itself. Settings (symlab.data.* for one) are read from"
          + " lab.conf in the home; the worker's own files lie in the folder worker below it."
    },
    footer = {
      "",
      "Examples:",
      "  lab worker --join 192.168.1.5:40123 --token s1...     the first time",
      "  lab worker                                            from then on",
      "  lab worker --slots 8",
      "  lab worker --home /data/second --join ...             a second worker on one machine"
    })
public final class WorkerCommand extends Verb {
  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      description = "Where the lab lets workers in.")
  private String join;

  @Option(names = "--token", paramLabel = "TOKEN", description = "The invitation's.")
  private String token;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "With --join: what it is called. Default: as this machine.")
  private String name;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "With --join: this machine's address for the lab and other workers. Default: that by which"
              + " it reaches the lab.")
  private String host = "";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "With --join: the port to listen on. Default: any that is free.")
  private int port;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description =
          "How many slices of work may run at once. Default: symlab.slots, else the cores.")
  private Integer slots;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "Where tensors live: cpu, gpu0, ... Default: symlab.device.")
  private String device;

  @Override
  public Integer call() throws LabException, InterruptedException {
    if ((join == null) != (token == null)) {
      throw new LabException(
          ExitCode.BAD_INPUT, "--join and --token go together, as 'lab invite' printed them");
    }
    if (join == null && (name != null || !host.isEmpty() || port != 0)) {
      throw new LabException(
          ExitCode.BAD_INPUT, "--name, --host and --port are for joining: they go with --join");
    }
    if (port < 0 || port > 65535) {
      throw new LabException(ExitCode.BAD_INPUT, "--port must be from 1 to 65535, is " + port);
    }
    if (join != null) {
      join();
    }
    var worker = new WorkerProcess(home(), overrides(), this::say);
    worker.run();
    return ExitCode.DONE;
  }

  private void join() throws LabException {
    Token parsed = Token.parse(token);
    if (name != null) {
      NodeNames.require(name);
    }
    Path own = WorkerProcess.folder(home());
    var place =
        new Joining(ClusterFolder.of(own), join, parsed)
            .enrol(name == null ? machine() : name, host, port);
    say("let in as " + place.name() + ", at " + place.host() + ":" + place.port());
  }

  private Config overrides() {
    Map<String, Object> set = new HashMap<>();
    if (slots != null) {
      set.put("symlab.slots", slots);
    }
    if (device != null) {
      set.put("symlab.device", device);
    }
    return ConfigFactory.parseMap(set, "the command line");
  }

  private void say(String words) {
    out().println("lab: " + words);
    out().flush();
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "worker";
    }
  }
}
