// SPDX-License-Identifier: Apache-2.0

global using InputRecord = Confluent.Kafka.ConsumeResult<byte[]?, byte[]?>;
