package io.symlab.actors.trust;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Believes whom another one believes, unless that one's certificate was revoked. */
final class UnlessRevoked extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager believed;
  private final ClusterFolder folder;

  UnlessRevoked(X509ExtendedTrustManager believed, ClusterFolder folder) {
    this.believed = believed;
    this.folder = folder;
  }

  /** Read anew each time: connections are few, and what was revoked holds at once. */
  private void check(X509Certificate[] chain) throws CertificateException {
    try {
      if (folder.revoked().contains(Authority.serial(chain[0]))) {
        throw new CertificateException(
            "the certificate of " + chain[0].getSubjectX500Principal() + " was revoked");
      }
    } catch (IOException e) {
      throw new CertificateException("can't tell which certificates were revoked", e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    believed.checkClientTrusted(chain, type, socket);
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    believed.checkServerTrusted(chain, type, socket);
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    believed.checkClientTrusted(chain, type, engine);
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    believed.checkServerTrusted(chain, type, engine);
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    believed.checkClientTrusted(chain, type);
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    believed.checkServerTrusted(chain, type);
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return believed.getAcceptedIssuers();
  }
}
