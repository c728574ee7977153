package io.symlab.actors.cluster;

import akka.actor.ActorSystem;
import akka.remote.artery.tcp.SSLEngineProvider;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.actors.trust.Identity;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import scala.Option;

/**
 * TLS between the processes of a cluster, from the keys in the home's folder {@code cluster}: TLS
 * 1.3 only, both sides verified, for the host that was called, unless revoked.
 */
public final class ArteryTls implements SSLEngineProvider {
  private final Identity identity;

  /** Called by Akka. */
  public ArteryTls(ActorSystem system) throws IOException {
    Path home = Path.of(system.settings().config().getString(ClusterSettings.HOME));
    this.identity = Identity.of(ClusterFolder.of(home));
  }

  @Override
  public SSLEngine createServerSSLEngine(String hostname, int port) {
    return identity.server(hostname, port);
  }

  @Override
  public SSLEngine createClientSSLEngine(String hostname, int port) {
    return identity.client(hostname, port);
  }

  @Override
  public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
    return Option.empty(); // the trust manager has seen to it
  }

  @Override
  public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
    return Option.empty();
  }
}
