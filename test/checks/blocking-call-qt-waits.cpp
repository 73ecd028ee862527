// RUN: %check_async_tidy %s async-blocking-call %t
// Qt's waitFor members spin until the device answers; a zero timeout and the signals do not.
#include <QCoroTask>
#include <string>
class QIODevice {
 public:
  virtual ~QIODevice();
  virtual bool waitForReadyRead(int msecs);
  virtual bool waitForBytesWritten(int msecs);
  std::string readAll();
};
class QProcess : public QIODevice {
 public:
  void start(const std::string& program);
  bool waitForStarted(int msecs = 30000);
  bool waitForFinished(int msecs = 30000);
  static int execute(const std::string& program);
  static bool startDetached(const std::string& program);
};
class QAbstractSocket : public QIODevice {
 public:
  void connectToHost(const std::string& host, unsigned short port);
  bool waitForConnected(int msecs = 30000);
};
class QTcpSocket : public QAbstractSocket {};
class QThread {
 public:
  void quit();
  bool wait(unsigned long msecs = ~0ul);
  static void msleep(unsigned long msecs);
};
QCoro::Task<bool> finished(QProcess& process);
QCoro::Task<std::string> ask(std::string prompt);

QCoro::Task<std::string> runTool(std::string program) {
  QProcess process;
  process.start(program);
  if (!process.waitForStarted()) co_return ""; // expect: async-blocking-call
  process.waitForFinished(-1); // expect: async-blocking-call
  co_return process.readAll();
}

QCoro::Task<std::string> talk(QTcpSocket& socket) {
  socket.connectToHost("127.0.0.1", 4000);
  socket.waitForConnected(1000); // expect: async-blocking-call
  while (socket.waitForReadyRead(100)) co_await ask(socket.readAll()); // expect: async-blocking-call
  QThread::msleep(20); // expect: async-blocking-call
  co_return QCoro::waitFor(ask("done")); // expect: async-blocking-call
}

QCoro::Task<int> format(std::string program) {
  co_return QProcess::execute(program); // expect: async-blocking-call
}

QCoro::Task<std::string> runToolWell(std::string program, QThread& helper) {
  QProcess process;
  process.start(program);
  if (!co_await finished(process) && !process.waitForFinished(0)) co_return "";
  QProcess::startDetached("notify");
  helper.quit();
  co_return process.readAll();
}
