// SPDX-License-Identifier: Apache-2.0
#include "Folder.h"
#include "io/ShapeSchema.h"

using namespace plenum;
using namespace plenum::test;

class SchemaTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void shippedSchemasAreWhatTheReadersRead_data();
  void shippedSchemasAreWhatTheReadersRead();
};

void SchemaTest::shippedSchemasAreWhatTheReadersRead_data() {
  QTest::addColumn<QString>("file");
  QTest::addColumn<QString>("schema");
  QTest::newRow("site") << "site.schema.json" << QString::fromStdString(io::siteSchema());
  QTest::newRow("scenario") << "scenario.schema.json" << QString::fromStdString(io::scenarioSchema());
  QTest::newRow("catalog") << "catalog.schema.json" << QString::fromStdString(io::catalogSchema());
}

void SchemaTest::shippedSchemasAreWhatTheReadersRead() {
  QFETCH(QString, file);
  QFETCH(QString, schema);
  const auto path = sourceDir() / "assets/schema" / file.toStdString();
  if (qEnvironmentVariableIsSet("PLENUM_UPDATE_GOLDENS") && !isContinuousIntegration())
    QVERIFY(io::saveText(path, schema.toStdString()).empty());
  QCOMPARE(QString::fromStdString(contentOf(path)), schema);
}

PLENUM_TEST(SchemaTest)
#include "SchemaTest.moc"
