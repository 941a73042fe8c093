//! Both forms of models, made by the tests: a tiny static one, and a network with random numbers whose answer a second,
//! plain computation checks.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::{fs, io::Write as _, path::Path};

use prost::Message as _;
use serde_json::json;
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    Model,
    pieces::{ModelProto, PieceProto},
};

fn product(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// A static model of single letters: 金 and 銭 are alike, and so are 祭 and 宴.
fn tiny() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let vocab = json!({"?": 0, "金": 1, "銭": 2, "祭": 3, "宴": 4});
    let tokenizer = json!({
        "version": "1.0",
        "truncation": null,
        "padding": null,
        "added_tokens": [],
        "normalizer": null,
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "."}, "behavior": "Isolated", "invert": false},
        "post_processor": null,
        "decoder": null,
        "model": {"type": "WordLevel", "vocab": vocab, "unk_token": "?"},
    });
    fs::write(folder.path().join("tokenizer.json"), tokenizer.to_string()).unwrap();
    let rows: [[f32; 3]; 5] =
        [[9.0, 9.0, 9.0], [1.0, 0.1, 0.0], [0.9, 0.0, 0.1], [0.0, 1.0, 0.0], [0.1, 0.9, 0.0]];
    let bytes: Vec<u8> = rows.iter().flatten().flat_map(|number| number.to_le_bytes()).collect();
    let view = safetensors::tensor::TensorView::new(safetensors::Dtype::F32, vec![5, 3], &bytes).unwrap();
    let file = safetensors::serialize([("embeddings", view)], None).unwrap();
    fs::write(folder.path().join("model.safetensors"), file).unwrap();
    folder
}

#[test]
fn a_static_model_takes_the_mean_of_the_known_pieces() {
    let folder = tiny();
    let model = Model::find(folder.path()).unwrap();
    assert!(model.name().starts_with("static-"), "{}", model.name());
    let vectors = model.encoder().unwrap().encode(&["金", "銭", "祭と宴", "不明", ""]);
    let [money, coin, feast, unknown, empty] = vectors.as_slice() else { panic!("{vectors:?}") };
    assert!(product(money, coin) > 0.95 && product(money, feast) < 0.3);
    assert!((product(feast, feast) - 1.0).abs() < 1e-5, "length 1, whatever is unknown");
    assert!(unknown.iter().chain(empty).all(|number| *number == 0.0));
}

#[test]
fn what_is_no_model_is_told_with_its_file() {
    let folder = tiny();
    let told = |folder: &Path| match Model::find(folder) {
        Err(error) => error.to_string(),
        Ok(model) => model.encoder().err().unwrap().to_string(),
    };
    let name = Model::find(folder.path()).unwrap().name().to_owned();
    fs::write(folder.path().join("tokenizer.json"), "{}").unwrap();
    assert!(told(folder.path()).contains("tokenizer.json"));
    assert_ne!(Model::find(folder.path()).unwrap().name(), name, "other files, another name");
    fs::remove_file(folder.path().join("tokenizer.json")).unwrap();
    assert!(told(folder.path()).contains("weights.npz と sp.model、または"));
    fs::write(folder.path().join("sp.model"), "no model").unwrap();
    fs::write(folder.path().join("weights.npz"), "no archive").unwrap();
    assert!(told(folder.path()).contains("make model"));
}

/// Pseudo-random numbers between -0.1 and 0.1.
struct Numbers(u32);

impl Numbers {
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((self.0 >> 8) as f32 / 16_777_216.0 - 0.5) / 5.0
    }

    fn matrix(&mut self, rows: usize, columns: usize) -> Vec<Vec<f32>> {
        (0..rows).map(|_| (0..columns).map(|_| self.next()).collect()).collect()
    }
}

/// The arrays of a network, as its file names them.
struct Network {
    numbers: Numbers,
    arrays: Vec<(String, Vec<Vec<f32>>, bool)>,
}

impl Network {
    fn of(seed: u32) -> Self {
        let mut network = Self { numbers: Numbers(seed), arrays: Vec::new() };
        for span in [2, 3, 5] {
            network.add(&format!("proj{span}"), 512, 256);
            for name in ["proj_b", "ln_g", "ln_b", "b1_", "b2_"] {
                network.add(&format!("{name}{span}"), 0, 256);
            }
            network.add(&format!("w1_{span}"), span * 256, 256);
            network.add(&format!("w2_{span}"), span * 256, 256);
        }
        for (name, rows, columns) in [
            ("ln_g", 0, 1280),
            ("ln_b", 0, 1280),
            ("cnn_W", 1280, 512),
            ("cnn_b", 0, 512),
            ("d0", 512, 320),
            ("d1", 320, 320),
            ("p1", 512, 320),
            ("d2", 320, 512),
            ("p3", 320, 512),
            ("d3", 512, 512),
            ("scale", 0, 17),
            ("lo", 0, 17),
        ] {
            network.add(name, rows, columns);
        }
        network
    }

    /// Adds an array. No rows mean a vector.
    fn add(&mut self, name: &str, rows: usize, columns: usize) {
        let array = self.numbers.matrix(rows.max(1), columns);
        self.arrays.push((name.to_owned(), array, rows == 0));
    }

    fn get(&self, name: &str) -> &Vec<Vec<f32>> {
        &self.arrays.iter().find(|(known, ..)| known == name).unwrap().1
    }

    /// The byte of a piece at a place of its vector.
    fn byte(id: usize, at: usize) -> u8 {
        ((id * 31 + at * 7) % 64) as u8
    }

    fn write(&self, path: &Path) {
        let mut archive = ZipWriter::new(fs::File::create(path).unwrap());
        let mut put = |name: &str, kind: &str, shape: &str, data: &[u8]| {
            archive.start_file(format!("{name}.npy"), SimpleFileOptions::default()).unwrap();
            let mut header =
                format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}").into_bytes();
            header.push(b'\n');
            archive.write_all(b"\x93NUMPY\x01\x00").unwrap();
            archive.write_all(&u16::try_from(header.len()).unwrap().to_le_bytes()).unwrap();
            archive.write_all(&header).unwrap();
            archive.write_all(data).unwrap();
        };
        for (name, array, is_vector) in &self.arrays {
            let (rows, columns) = (array.len(), array[0].len());
            let shape = if *is_vector { format!("({columns},)") } else { format!("({rows}, {columns})") };
            let data: Vec<u8> = array.iter().flatten().flat_map(|number| number.to_le_bytes()).collect();
            put(name, "<f4", &shape, &data);
        }
        for part in 0..17 {
            // Few pieces are used. The rest of the table stays zero.
            let mut data = vec![0; 7530 * 512];
            for id in (0..20).filter(|id| id % 17 == part) {
                for at in 0..512 {
                    data[id / 17 * 512 + at] = Self::byte(id, at);
                }
            }
            put(&format!("q{}", part + 1), "|u1", "(7530, 512)", &data);
        }
        put("eps", "<f8", "()", &1e-6_f64.to_le_bytes());
        archive.finish().unwrap();
    }

    /// The vector of a text by its pieces, computed number by number.
    fn encode(&self, ids: &[usize]) -> Vec<f32> {
        let times = |row: &[f32], name: &str| -> Vec<f32> {
            let matrix = self.get(name);
            (0..matrix[0].len())
                .map(|column| row.iter().zip(matrix).map(|(x, of)| x * of[column]).sum())
                .collect()
        };
        let plus = |row: Vec<f32>, name: &str| -> Vec<f32> {
            row.iter().zip(&self.get(name)[0]).map(|(a, b)| a + b).collect()
        };
        let norm = |row: &[f32], scale: &[f32], shift: &[f32]| -> Vec<f32> {
            let mean = row.iter().sum::<f32>() / row.len() as f32;
            let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / row.len() as f32;
            let centred = row.iter().map(|x| (x - mean) / (variance + 1e-6).sqrt());
            centred.zip(scale).zip(shift).map(|((x, scale), shift)| x * scale + shift).collect()
        };
        let relu = |row: Vec<f32>| -> Vec<f32> { row.into_iter().map(|x| x.max(0.0)).collect() };
        let joined = |name: &str| -> Vec<f32> {
            [2, 3, 5].iter().flat_map(|span| self.get(&format!("{name}{span}"))[0].clone()).collect()
        };
        let embed = |&id: &usize| -> Vec<f32> {
            let (scale, lowest) = (self.get("scale")[0][id % 17], self.get("lo")[0][id % 17]);
            (0..512).map(|at| f32::from(Self::byte(id, at)) * scale + lowest).collect()
        };
        let embedded: Vec<Vec<f32>> = ids.iter().map(embed).collect();
        let projected: Vec<Vec<f32>> = embedded
            .iter()
            .map(|row| {
                let parts =
                    [2, 3, 5].map(|span| plus(times(row, &format!("proj{span}")), &format!("proj_b{span}")));
                norm(&parts.concat(), &joined("ln_g"), &joined("ln_b"))
            })
            .collect();
        let mut features = embedded.clone();
        for (at, (span, before)) in [(2, 0), (3, 1), (5, 2)].into_iter().enumerate() {
            let mut rows: Vec<Vec<f32>> =
                projected.iter().map(|row| row[at * 256..(at + 1) * 256].to_vec()).collect();
            for layer in [1, 2] {
                let seen = |place: usize| -> Vec<f32> {
                    let inside = |offset: usize| {
                        (place + offset).checked_sub(before).and_then(|from| rows.get(from)).cloned()
                    };
                    (0..span).flat_map(|offset| inside(offset).unwrap_or(vec![0.0; 256])).collect()
                };
                let next: Vec<Vec<f32>> = (0..rows.len())
                    .map(|place| {
                        let through = plus(
                            times(&seen(place), &format!("w{layer}_{span}")),
                            &format!("b{layer}_{span}"),
                        );
                        relu(through).iter().zip(&rows[place]).map(|(a, b)| a + b).collect()
                    })
                    .collect();
                rows = next;
            }
            features.iter_mut().zip(rows).for_each(|(all, own)| all.extend(own));
        }
        let mut sum = vec![0.0; 512];
        for row in &features {
            let out = plus(times(&norm(row, &self.get("ln_g")[0], &self.get("ln_b")[0]), "cnn_W"), "cnn_b");
            sum.iter_mut().zip(out).for_each(|(sum, x)| *sum += x);
        }
        let mean: Vec<f32> = sum.iter().map(|x| x / (ids.len() as f32).sqrt()).collect();
        let add = |one: Vec<f32>, other: Vec<f32>| -> Vec<f32> {
            one.iter().zip(other).map(|(a, b)| a + b).collect()
        };
        let inner = relu(add(times(&relu(times(&mean, "d0")), "d1"), times(&mean, "p1")));
        let outer = add(times(&relu(times(&inner, "d2")), "d3"), times(&inner, "p3"));
        let mut vector: Vec<f32> = outer.iter().map(|x| x.tanh()).collect();
        crate::normalise(&mut vector);
        vector
    }
}

#[test]
fn the_network_computes_as_its_plain_form_does() {
    let folder = tempfile::tempdir().unwrap();
    let network = Network::of(7);
    network.write(&folder.path().join("weights.npz"));
    let letters = ["<unk>", "<s>", "</s>", "\u{2581}", "金", "銭", "祭", "宴", "金銭"];
    let piece = |(at, piece): (usize, &&str)| {
        let score = if at < 3 { 0.0 } else { -(at as f32) / 10.0 };
        PieceProto { piece: (*piece).to_owned(), score }
    };
    let proto = ModelProto { pieces: letters.iter().enumerate().map(piece).collect(), normalizer: None };
    fs::write(folder.path().join("sp.model"), proto.encode_to_vec()).unwrap();
    let model = Model::find(folder.path()).unwrap();
    assert!(model.name().starts_with("universal-"), "{}", model.name());
    // Texts of one batch do not see each other.
    let texts = ["金銭", "祭 宴", "金宴祭金宴祭"];
    let pieces: [&[usize]; 3] = [&[1, 3, 8, 2], &[1, 3, 6, 3, 7, 2], &[1, 3, 4, 7, 6, 4, 7, 6, 2]];
    let vectors = model.encoder().unwrap().encode(&texts);
    for ((vector, ids), text) in vectors.iter().zip(pieces).zip(texts) {
        let plain = network.encode(ids);
        let off = vector.iter().zip(&plain).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(vector.len() == 512 && off < 1e-4, "{text}: off by {off}");
    }
}
