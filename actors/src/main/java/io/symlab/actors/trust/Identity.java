package io.symlab.actors.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Who this process is in the cluster, and whom it believes: whoever has a certificate of the same
 * authority that was not revoked.
 */
public final class Identity {
  static final String PROTOCOL = "TLSv1.3";

  private final SSLContext context;

  private Identity(SSLContext context) {
    this.context = context;
  }

  /**
   * Reads it.
   *
   * @throws IOException when the folder has none
   */
  public static Identity of(ClusterFolder folder) throws IOException {
    try {
      char[] password = folder.password().toCharArray();
      KeyStore store = store(folder, password);
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      SSLContext context = SSLContext.getInstance(PROTOCOL);
      context.init(keys.getKeyManagers(), new TrustManager[] {trust(folder)}, null);
      return new Identity(context);
    } catch (GeneralSecurityException e) {
      throw new IOException("can't use the keys in " + folder.keys() + ": " + e.getMessage(), e);
    }
  }

  /** Whom this process believes. */
  static X509ExtendedTrustManager trust(ClusterFolder folder)
      throws IOException, GeneralSecurityException {
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store(folder, folder.password().toCharArray()));
    return new UnlessRevoked((X509ExtendedTrustManager) trust.getTrustManagers()[0], folder);
  }

  private static KeyStore store(ClusterFolder folder, char[] password)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(folder.keys())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return store;
    }
  }

  SSLContext context() {
    return context;
  }

  /** For who is called: whoever calls must show who it is. */
  public SSLEngine server(String host, int port) {
    SSLEngine engine = engine(host, port);
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(true);
    return engine;
  }

  /** For who calls: the other side's certificate must be for the host that was called. */
  public SSLEngine client(String host, int port) {
    SSLEngine engine = engine(host, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return engine;
  }

  private SSLEngine engine(String host, int port) {
    SSLEngine engine = context.createSSLEngine(host, port);
    engine.setEnabledProtocols(new String[] {PROTOCOL});
    return engine;
  }
}
